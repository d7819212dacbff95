import { z } from 'zod';

/** What stands in front of the newsroom and must be told of changes, as the environment says it (docs/purges.md). */
export type Purging =
  | { kind: 'none' }
  /** Addresses of all of them, such as `http://10.0.0.7:6081`. */
  | { kind: 'varnish'; urls: string[]; token: string }
  | { kind: 'fastly'; url: string; serviceId: string; token: string }
  | { kind: 'cloudflare'; url: string; zoneId: string; token: string };

const ADAPTERS = ['none', 'varnish', 'fastly', 'cloudflare'] as const;

/** Of their APIs. */
const FASTLY = 'https://api.fastly.com';
const CLOUDFLARE = 'https://api.cloudflare.com/client/v4';

const oneLine = /^[\x21-\x7e]+$/;

const variables = z.object({
  PURGE_ADAPTER: z
    .enum(ADAPTERS, { error: `is not known; give one of ${ADAPTERS.join(', ')}` })
    .default('none'),
  PURGE_URL: z
    .string()
    .transform((list) => list.split(',').map((each) => each.trim().replace(/\/+$/, '')))
    .refine((urls) => urls.every(isPlainAddress), {
      error:
        'must be addresses with scheme and host, with commas between them, such as http://10.0.0.7:6081,http://10.0.0.8:6081',
    })
    .refine((urls) => new Set(urls.map(hostOf)).size === urls.length, {
      error: 'names an address twice: give each once',
    })
    .optional(),
  PURGE_TOKEN: z
    .string()
    .regex(oneLine, { error: 'must be one word, without spaces' })
    .min(16, { error: 'is too short to be a secret: give at least 16 random characters' })
    .optional(),
  PURGE_SERVICE_ID: z
    .string()
    .regex(/^[A-Za-z0-9]+$/, { error: 'must be letters and digits, as Fastly shows it' })
    .optional(),
  PURGE_ZONE_ID: z
    .string()
    .regex(/^[0-9a-f]{32}$/, {
      error: 'must be 32 hexadecimal digits, as Cloudflare shows it beside the zone',
    })
    .optional(),
});

type Given = z.infer<typeof variables>;

/**
 * Reads the variables that begin with PURGE_.
 * @param problems is given a sentence for each that is missing or wrong
 */
export const readPurging = (
  given: Readonly<Record<string, string>>,
  problems: string[],
): Purging | undefined => {
  const parsed = variables.safeParse(given);
  if (!parsed.success) {
    problems.push(
      ...parsed.error.issues.map(({ path: [name], message }) => {
        // Of a token nothing is repeated.
        const shown = name === 'PURGE_TOKEN' ? '' : ` "${given[String(name)]}"`;
        return `${String(name)}${shown} ${message}`;
      }),
    );
    return undefined;
  }
  const before = problems.length;
  const purging = purgingOf(parsed.data, problems);
  return problems.length === before ? purging : undefined;
};

const purgingOf = (given: Given, problems: string[]): Purging => {
  const { PURGE_ADAPTER: kind, PURGE_URL: urls, PURGE_TOKEN: token } = given;
  if (kind === 'none') return { kind };
  const demand = (name: keyof Given, what: string): string => {
    const value = given[name];
    if (value !== undefined) return String(value);
    problems.push(`${name} is missing, and PURGE_ADAPTER "${kind}" needs it: ${what}`);
    return '';
  };
  if (kind === 'varnish') {
    demand('PURGE_URL', 'the addresses of all Varnish, such as http://10.0.0.7:6081');
    demand('PURGE_TOKEN', 'the same that Varnish has in its own environment');
    return { kind, urls: urls ?? [], token: token ?? '' };
  }
  if ((urls ?? []).length > 1)
    problems.push(
      `PURGE_URL "${urls!.join(',')}" must be one address, that of ${kind}'s API; leave it out for the usual one`,
    );
  if (kind === 'fastly') {
    demand('PURGE_TOKEN', 'an API token that may purge this service (scope purge_select)');
    const serviceId = demand('PURGE_SERVICE_ID', 'the id of the Fastly service');
    return { kind, url: urls?.[0] ?? FASTLY, serviceId, token: token ?? '' };
  }
  demand('PURGE_TOKEN', 'an API token with the permission Zone, Cache Purge');
  const zoneId = demand('PURGE_ZONE_ID', 'the id of the Cloudflare zone');
  return { kind, url: urls?.[0] ?? CLOUDFLARE, zoneId, token: token ?? '' };
};

function isPlainAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, search, hash } = new URL(text);
  return /^https?:$/.test(protocol) && username === '' && search === '' && hash === '';
}

function hostOf(text: string): string {
  return URL.canParse(text) ? new URL(text).host : text;
}
