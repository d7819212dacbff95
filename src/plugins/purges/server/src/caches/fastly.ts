import { z } from 'zod';
import { inCalls } from '../batches';
import { BUSY_SECONDS, type Cache } from './cache';
import { call } from './call';

/** As many as one call of Fastly's takes. */
const KEYS_A_CALL = 256;

/** The id of each key's purge. */
const answer = z.record(z.string(), z.string());
const fault = z.object({ msg: z.string(), detail: z.string().nullish() });

const reason = (body: unknown): string | null => {
  const { data } = fault.safeParse(body);
  return data ? [data.msg, data.detail].filter(Boolean).join(': ') : null;
};

/** A service at Fastly, whose answers are filed by `Surrogate-Key`. */
export const createFastly = ({
  url,
  serviceId,
  token,
}: {
  url: string;
  serviceId: string;
  token: string;
}): Cache => {
  const purge = (keys: readonly string[], manner: Record<string, string>, signal: AbortSignal) =>
    call({
      title: 'Fastly',
      url: `${url}/service/${serviceId}/purge`,
      method: 'POST',
      headers: { 'Fastly-Key': token, 'Content-Type': 'application/json', ...manner },
      body: JSON.stringify({ surrogate_keys: keys }),
      answer,
      reason,
      hint: 'is PURGE_SERVICE_ID the service, and may PURGE_TOKEN purge it (scope purge_select)?',
      signal,
    });
  return {
    id: 'fastly',
    title: 'Fastly',
    expireInSeconds: BUSY_SECONDS + 60,
    concurrency: 1,
    async purge({ hard, soft }, signal) {
      for (const keys of inCalls(hard, { most: KEYS_A_CALL })) await purge(keys, {}, signal);
      for (const keys of inCalls(soft, { most: KEYS_A_CALL }))
        await purge(keys, { 'Fastly-Soft-Purge': '1' }, signal);
    },
  };
};
