import { z } from 'zod';

/** What a person decided about one entry; an entry of which nothing is decided is the machine's. */
export const handSchema = z.object({
  /** Put there by a person. */
  added: z.literal(true).optional(),
  /** Kept, in place. */
  pinned: z.literal(true).optional(),
  /** The headline is a person's; otherwise it follows the story's title. */
  headline: z.literal(true).optional(),
  /** The teaser is a person's; otherwise it follows the story's own. */
  teaser: z.literal(true).optional(),
});
export type Hand = z.infer<typeof handSchema>;

/** Why the machine chose an entry; kept with it, and told to an editor on request. */
export const reasonSchema = z.object({
  /** For its text, for its beat or topics, or for being new. */
  rung: z.enum(['related', 'topic', 'recent']),
  /** 0 to 1. */
  relatedness: z.number(),
  /** Cosine in the space, −1 to 1. */
  space: z.number(),
  /** Words in common, 0 to 1, and what they weigh in the whole. */
  lexical: z.number(),
  lexicalWeight: z.number(),
  /** The number that ordered its rung, see `rankOf`; comparable within one list only. */
  rank: z.number(),
  /** Stems that tie the two stories, the most telling first. */
  terms: z.array(z.string()),
  /** Days by which the entry is older than the article; negative if it is newer. */
  age: z.number(),
  /** Version of the space it was computed in; 0 for words alone. */
  spaceVersion: z.number(),
  /** The story that stood there until this one came. */
  displaced: z.string().nullable(),
});
export type Reason = z.infer<typeof reasonSchema>;

export interface ListEntry {
  /** The entry's own id; null until it is first written. */
  documentId: string | null;
  /** documentId of the story it leads to; null for words or an outside link. */
  target: string | null;
  headline: string | null;
  teaser: string | null;
  url: string | null;
  hand: Hand;
  reason: Reason | null;
}

/** What a person decided about a list as a whole. */
export const rulesSchema = z.object({
  /** The choice of stories stands as it is; words still follow their stories. */
  locked: z.boolean().default(false),
  /** Stories that shall not stand in this list. */
  hidden: z.array(z.string()).default([]),
});
export type ListRules = z.infer<typeof rulesSchema>;

export const NO_RULES: ListRules = { locked: false, hidden: [] };

/** Whether a person decided that this entry stands. */
export const isKept = ({ hand }: Pick<ListEntry, 'hand'>): boolean =>
  !!(hand.added || hand.pinned || hand.headline || hand.teaser);

/**
 * The place of an entry that a person took away. The machine fills it, so that what stands below is not
 * moved up; it is never stored.
 */
export const VACANT: ListEntry = {
  documentId: null,
  target: null,
  headline: null,
  teaser: null,
  url: null,
  hand: {},
  reason: null,
};

/** Whose entry it is, as readers' programs are told. */
export type Origin = 'editor' | 'machine';
export const originOf = ({ hand }: Pick<ListEntry, 'hand'>): Origin =>
  hand.added || hand.headline || hand.teaser ? 'editor' : 'machine';
