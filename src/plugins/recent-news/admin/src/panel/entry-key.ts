import type { Decision, ExplainedEntry } from '../../../server/src/contracts';

export type Which = Extract<Decision, { kind: 'pin' }>['which'];

/** Tells the entries of one list apart, also after one of the machine's was given an id of its own. */
export const keyOf = ({ target, documentId }: ExplainedEntry): string =>
  target ?? documentId ?? 'new';

/** How an entry is named in a decision: by its story, which is the same in the draft and live. */
export const whichOf = ({ target, documentId }: ExplainedEntry): Which =>
  target === null ? { entry: documentId ?? '' } : { target };
