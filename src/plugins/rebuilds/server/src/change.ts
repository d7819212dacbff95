import { z } from 'zod';

/**
 * What readers gained or lost by one act, as any content type may report it.
 *
 * `kind` is a name such as `article.published`: what changed, a full stop, what happened to it.
 */
export const changeSchema = z.object({
  kind: z.string().regex(/^[a-z0-9_-]+(\.[a-z0-9_-]+)+$/i, {
    error: 'must be names with full stops between them, such as article.published',
  }),
  documentId: z.string().min(1),
  slug: z.string(),
  /** Every path that caches may hold for it: after a move the old one too. */
  paths: z.array(z.string()),
  /** Cache tags. */
  tags: z.array(z.string()),
  /** Versions of what readers got; null before the first and after the last. */
  versionBefore: z.number().int().nullable(),
  versionAfter: z.number().int().nullable(),
  /** ISO 8601, UTC: when it happened. */
  at: z.iso.datetime({ offset: true }),
});

export type Change = z.infer<typeof changeSchema>;

/** One act as the outbox keeps it, in the order of commits. */
export interface Act {
  /** Grows by commits; unlike the row's id it is given after the commit. */
  number: number;
  changes: Change[];
}

/** The acts' changes that a target wants. An empty list of wanted kinds wants them all. */
export const wantedChanges = (acts: readonly Act[], kinds: readonly string[]): Change[] => {
  const wanted = new Set(kinds);
  return acts.flatMap(({ changes }) =>
    wanted.size === 0 ? changes : changes.filter(({ kind }) => wanted.has(kind)),
  );
};
