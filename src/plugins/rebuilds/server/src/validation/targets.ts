import { z } from 'zod';
import { checkAddress, type AllowedHosts } from '../call/address';
import { secretSchema } from '../call/secrets';
import { KIND_NAMES } from '../kinds';

/** Ours, or the connection's. */
const RESERVED =
  /^(webhook-.*|host|content-length|transfer-encoding|connection|keep-alive|upgrade|te|trailer|expect|proxy-.*)$/i;

/** RFC 9110, 5.6.2: a token. */
const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9a-z-]{1,100}$/i;

const headerName = z
  .string()
  .regex(HEADER_NAME, { error: 'is no name of a header' })
  .refine((name) => !RESERVED.test(name), {
    error: 'is set by the newsroom itself',
  });

const HEADER_VALUE = /^[^\u0000-\u001f\u007f-\u{10ffff}]{0,2000}$/u;

const headerValue = z.string().regex(HEADER_VALUE, {
  error: 'must be one line of plain ASCII, 2,000 characters at most',
});

const seconds = (most: number) =>
  z
    .number({ error: 'must be a number of seconds' })
    .min(0)
    .max(most, {
      error: `must be ${most} seconds at most`,
    });

const fields = (allowed: AllowedHosts) => ({
  name: z
    .string({ error: 'is missing: give the target a name' })
    .trim()
    .min(1, { error: 'is missing: give the target a name' })
    .max(100, { error: 'is longer than 100 characters' }),
  url: z.string({ error: 'is missing: where is the call to go?' }).superRefine((url, context) => {
    const { fault } = checkAddress(url, allowed);
    if (fault) context.addIssue({ code: 'custom', message: fault });
  }),
  kind: z.enum(KIND_NAMES as [string, ...string[]], {
    error: `is not known; there are ${KIND_NAMES.join(', ')}`,
  }),
  events: z
    .array(
      z.string().regex(/^[a-z0-9_-]+(\.[a-z0-9_-]+)+$/i, {
        error: 'is no kind of change; one looks like article.published',
      }),
    )
    .max(100),
  quietSeconds: seconds(3_600),
  maxWaitSeconds: seconds(86_400),
  enabled: z.boolean({ error: 'must be true or false' }),
});

export const newTargetSchema = (
  allowed: AllowedHosts,
  defaults: { quietSeconds: number; maxWaitSeconds: number },
) => {
  const { name, url, kind, events, quietSeconds, maxWaitSeconds, enabled } = fields(allowed);
  return z.strictObject({
    name,
    url,
    kind: kind.default('standard'),
    events: events.default([]),
    quietSeconds: quietSeconds.default(defaults.quietSeconds),
    maxWaitSeconds: maxWaitSeconds.default(defaults.maxWaitSeconds),
    enabled: enabled.default(true),
    headers: z.record(headerName, headerValue).default({}),
    secret: secretSchema.optional(),
  });
};

export const targetEditSchema = (allowed: AllowedHosts) =>
  z
    .strictObject({ ...fields(allowed), headers: z.record(headerName, headerValue.nullable()) })
    .partial();

export const rotateSchema = z.strictObject({
  secret: secretSchema.optional(),
  hours: z
    .number()
    .min(0)
    .max(24 * 30)
    .optional(),
});

export type NewTarget = z.output<ReturnType<typeof newTargetSchema>>;
export type TargetEdit = z.output<ReturnType<typeof targetEditSchema>>;
