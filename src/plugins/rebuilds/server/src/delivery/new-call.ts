import { randomUUID } from 'node:crypto';
import { wantedChanges, type Act } from '../change';
import { compose } from '../call/compose';
import type { RebuildsConfig } from '../config';
import { kindOf } from '../kinds';
import type { NewCall, Purpose } from '../plans/calls';
import { readActs, type WaitingChanges } from '../plans/outbox';
import type { Transaction } from '../sql';
import type { Target } from '../target';

/** A call has room for about a hundred changes, and for more only where pages repeat. */
const ENOUGH_CHANGES = 1_000;

/** Acts that are read at once: a changed Site is an act of hundreds of changes. */
const BATCH = 50;

/** Changes that the log's list shows of a call. */
const SHOWN = 5;

/** `webhook-id`: Standard Webhooks forbids full stops. It is also what a receipt is let in by. */
export const newCallId = (): string => `msg_${randomUUID().replaceAll('-', '')}`;

export interface CallRange {
  /** The acts after this number … */
  from: number;
  /** … up to this one. */
  to: number;
  waiting: WaitingChanges;
}

/** A call about what the target wants of these acts, ready to be stored. */
export const newCall = async (
  trx: Transaction,
  target: Target,
  { from, to, waiting }: CallRange,
  options: {
    models: RebuildsConfig['models'];
    purpose: Purpose;
    replayOf?: string;
    state: 'queued' | 'sending';
  },
): Promise<NewCall> => {
  const { models, purpose, replayOf = null, state } = options;
  const acts = await firstActs(trx, { after: from, upTo: to, wanted: target.events });
  const id = newCallId();
  const composed = compose(kindOf(target.kind), { url: new URL(target.url), models }, id, {
    acts,
    wanted: target.events,
    count: waiting.count,
    newest: waiting.newest,
  });
  return {
    id,
    targetId: target.documentId,
    kind: target.kind,
    purpose,
    replayOf,
    state,
    from,
    to,
    count: composed.count,
    listed: composed.listed,
    firstChanges: wantedChanges(acts, target.events)
      .slice(0, SHOWN)
      .map(({ kind, documentId, slug }) => ({ kind, documentId, slug })),
    query: composed.query ?? {},
    headers: composed.headers ?? {},
    body: composed.body,
    oldestAt: waiting.oldest,
  };
};

const firstActs = async (
  trx: Transaction,
  { after, upTo, wanted }: { after: number; upTo: number; wanted: readonly string[] },
): Promise<Act[]> => {
  const acts: Act[] = [];
  for (let changes = 0; changes < ENOUGH_CHANGES;) {
    const last = acts.at(-1)?.number ?? after;
    const batch = await readActs(trx, { after: last, upTo, wanted, limit: BATCH });
    acts.push(...batch);
    changes += wantedChanges(batch, wanted).length;
    if (batch.length < BATCH) break;
  }
  return acts;
};
