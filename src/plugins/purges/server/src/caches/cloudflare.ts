import { z } from 'zod';
import { inCalls } from '../batches';
import { BUSY_SECONDS, type Cache } from './cache';
import { call } from './call';

/** As many as one call of Cloudflare's takes, on every plan. */
const TAGS_A_CALL = 100;

const answer = z.object({ success: z.literal(true) });
const fault = z.object({
  errors: z.array(z.object({ code: z.number(), message: z.string() })).min(1),
});

const reason = (body: unknown): string | null => {
  const error = fault.safeParse(body).data?.errors[0];
  return error ? `${error.code}: ${error.message}` : null;
};

/** A zone at Cloudflare, whose answers are filed by `Cache-Tag`. It knows no soft purge, so all go hard. */
export const createCloudflare = ({
  url,
  zoneId,
  token,
}: {
  url: string;
  zoneId: string;
  token: string;
}): Cache => ({
  id: 'cloudflare',
  title: 'Cloudflare',
  expireInSeconds: BUSY_SECONDS + 60,
  concurrency: 1,
  async purge({ hard, soft }, signal) {
    for (const tags of inCalls([...hard, ...soft], { most: TAGS_A_CALL })) {
      await call({
        title: 'Cloudflare',
        url: `${url}/zones/${zoneId}/purge_cache`,
        method: 'POST',
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
        body: JSON.stringify({ tags }),
        answer,
        reason,
        hint: 'is PURGE_ZONE_ID the zone, and has PURGE_TOKEN the permission Zone, Cache Purge?',
        signal,
      });
    }
  },
});
