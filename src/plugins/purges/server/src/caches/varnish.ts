import { z } from 'zod';
import { inCalls } from '../batches';
import type { Cache } from './cache';
import { call } from './call';

/** A header takes 8 KB by Varnish's default, and a request 32 KB. */
const IN_A_CALL = { most: 250, bytes: 7_000 };

/** What deploy/varnish/default.vcl answers. */
const answer = z.object({ purged: z.number(), softPurged: z.number() });
const fault = z.object({ error: z.string() });

/**
 * One Varnish with the rules of deploy/varnish/default.vcl.
 * @param url such as `http://10.0.0.7:6081`
 */
export const createVarnish = ({ url, token }: { url: string; token: string }): Cache => {
  const title = `Varnish at ${url}`;
  const purge = (header: string, keys: readonly string[], signal: AbortSignal) =>
    call({
      title,
      url: `${url}/`,
      method: 'PURGE',
      headers: { Authorization: `Bearer ${token}`, [header]: keys.join(' ') },
      answer,
      reason: (body) => fault.safeParse(body).data?.error ?? null,
      hint: 'does it run the rules of deploy/varnish, with the PURGE_TOKEN that the newsroom has, and does PURGE_URL lead to it?',
      signal,
    });
  return {
    id: `varnish-${new URL(url).host.replace(/[^A-Za-z0-9.-]/g, '_')}`,
    title,
    // A job is two or three calls of milliseconds; one whose process was killed is soon begun again.
    expireInSeconds: 30,
    concurrency: 4,
    async purge({ hard, soft }, signal) {
      for (const keys of inCalls(hard, IN_A_CALL)) await purge('Xkey-Purge', keys, signal);
      for (const keys of inCalls(soft, IN_A_CALL)) await purge('Xkey-Soft-Purge', keys, signal);
    },
  };
};
