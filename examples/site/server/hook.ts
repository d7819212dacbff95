import type { IncomingMessage } from 'node:http';
import { Webhook } from 'standardwebhooks';
import { callSchema } from '../src/newsroom';
import type { Inbox, KeptCall } from './inbox';

/** Bytes. The newsroom sends 20 KB at most. */
const MOST = 256 * 1024;

export interface HookOptions {
  secret: string;
  inbox: Inbox;
  /** Ids of calls that are built, or wait for it. */
  isKnown(id: string): boolean;
  accept(kept: KeptCall): void;
}

/**
 * Receives rebuild calls.
 *
 * @returns the status to answer: 204 taken (or known already), 401 not signed by the newsroom, 400
 *   signed but not as agreed, 413 too large
 */
export function createHook({ secret, inbox, isKnown, accept }: HookOptions) {
  const webhook = new Webhook(secret);
  // Those that are being kept at this moment.
  const taken = new Set<string>();

  return async (request: IncomingMessage): Promise<204 | 400 | 401 | 413> => {
    const body = await readBody(request);
    if (body === null) return 413;
    const id = String(request.headers['webhook-id']);
    let sent: unknown;
    try {
      sent = webhook.verify(body, request.headers as Record<string, string>);
    } catch {
      return 401;
    }
    const parsed = callSchema.safeParse(sent);
    if (!parsed.success) return 400;
    if (parsed.data.type === 'content.test' || taken.has(id) || isKnown(id)) return 204;
    taken.add(id);
    const kept = { id, call: parsed.data };
    try {
      await inbox.keep(kept);
      accept(kept);
    } finally {
      taken.delete(id);
    }
    return 204;
  };
}

/** Null when it is too large. The signature is over these very bytes. */
async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= MOST) chunks.push(chunk);
  }
  return length > MOST ? null : Buffer.concat(chunks);
}
