import { z } from 'zod';

const token = z.string().min(1);
const url = z.url({ protocol: /^https?$/ });

const adapter = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('varnish'), urls: z.array(url).min(1), token }),
  z.strictObject({ kind: z.literal('fastly'), url, serviceId: z.string().min(1), token }),
  z.strictObject({ kind: z.literal('cloudflare'), url, zoneId: z.string().min(1), token }),
]);

export type Adapter = z.infer<typeof adapter>;

const shape = z.strictObject({
  /** What stands in front; `none` sends no job. */
  adapter,
  /** How the application files its answers, see `Filing`. */
  filing: z.strictObject({
    pages: z.string().min(1),
    lists: z.string().min(1),
    site: z.string().min(1),
    takenBack: z.array(z.string()),
    around: z.array(z.string()),
  }),
});

export type PurgesConfig = z.infer<typeof shape>;

export default {
  default: {
    adapter: { kind: 'none' },
  },
  /** @throws Error that names every setting that is missing or wrong */
  validator(config: unknown): void {
    const checked = shape.safeParse(config);
    if (!checked.success) {
      throw new Error(`The purges plugin's settings are wrong:\n${z.prettifyError(checked.error)}`);
    }
  },
};
