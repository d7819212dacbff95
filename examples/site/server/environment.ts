import path from 'node:path';
import { z } from 'zod';

const address = (name: string) =>
  z.url({
    protocol: /^https?$/,
    error: `${name} must be an address such as http://127.0.0.1:1337`,
  });

const blankIsUnset = (value: unknown): unknown => (value === '' ? undefined : value);
const setting = <T extends z.ZodType>(schema: T) => z.preprocess(blankIsUnset, schema);

const environmentSchema = z
  .object({
    NEWSROOM_URL: setting(address('NEWSROOM_URL')),
    NEWSROOM_PUBLIC_URL: setting(address('NEWSROOM_PUBLIC_URL').optional()),
    NEWSROOM_TOKEN: setting(z.string().optional()),
    REBUILDS_SECRET: setting(
      z
        .string({
          error:
            'REBUILDS_SECRET is missing: `npm run newsroom -- rebuilds add http://127.0.0.1:4321/hooks/rebuild` prints it',
        })
        .regex(/^(whsec_)?[A-Za-z0-9+/=]+$/, {
          error: 'REBUILDS_SECRET must be the secret of a target: whsec_ and base64',
        }),
    ),
    SITE_HOST: setting(z.string().default('127.0.0.1')),
    SITE_PORT: setting(
      z.coerce
        .number({ error: 'SITE_PORT must be a number from 0 to 65535' })
        .int()
        .min(0)
        .max(65_535)
        .default(4321),
    ),
    SITE_DATA: setting(z.string().default('.data')),
  })
  .transform((env) => ({
    newsroomUrl: env.NEWSROOM_URL,
    newsroomPublicUrl: env.NEWSROOM_PUBLIC_URL ?? env.NEWSROOM_URL,
    token: env.NEWSROOM_TOKEN,
    secret: env.REBUILDS_SECRET,
    host: env.SITE_HOST,
    port: env.SITE_PORT,
    data: path.resolve(env.SITE_DATA),
  }));

export interface SiteOptions {
  /** Where this process reaches the newsroom. */
  newsroomUrl: string;
  /** What browsers call it; the same unless given. */
  newsroomPublicUrl?: string;
  /** An API token with "Rebuilds: changes: find" and "receipts: create". */
  token?: string;
  /** The secret of the rebuild target. */
  secret: string;
  host?: string;
  /** 0 takes a free one. */
  port?: number;
  /** Folder for the static files and what the build server remembers. */
  data: string;
  /** Where lines about what happens go; nowhere unless given. */
  log?: (line: string) => void;
  /** How often changes are asked for without a call, ms; a minute unless given. */
  pollEvery?: number;
}

/**
 * What the environment asks for.
 *
 * @throws Error naming every variable that is wrong, a line each
 */
export function readEnvironment(env: NodeJS.ProcessEnv): SiteOptions {
  const parsed = environmentSchema.safeParse(env);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map(({ path: [name], message }) =>
    message.startsWith(String(name)) ? message : `${String(name)}: ${message}`,
  );
  throw new Error(lines.join('\n'));
}
