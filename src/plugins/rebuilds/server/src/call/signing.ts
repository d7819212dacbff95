import { Webhook } from 'standardwebhooks';

/**
 * The headers of Standard Webhooks 1.0.
 * @param id the same for all attempts of a call
 * @param now of this attempt
 * @param secrets each makes a signature; a receiver takes the one it can check. None: no signature
 */
export const webhookHeaders = (
  id: string,
  now: Date,
  body: string,
  secrets: readonly string[],
): Record<string, string> => ({
  'webhook-id': id,
  'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
  ...(secrets.length > 0 && {
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, now, body)).join(' '),
  }),
});
