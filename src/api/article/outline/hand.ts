/** What a person decided about a Recent News entry, part by part; null stands for "all of it". */
export interface Hand {
  /** Put there by a person. */
  added?: true;
  /** Kept, in place. */
  pinned?: true;
  /** The headline is a person's; otherwise it follows the title of the article it leads to. */
  headline?: true;
  /** The teaser is a person's; otherwise it follows that article. */
  teaser?: true;
}

export type Origin = 'editor' | 'machine';

/** An entry as far as it matters whose it is. */
export interface Owned {
  origin: Origin;
  hand: Hand | null;
  headline: string | null;
  teaser: string | null;
  url: string | null;
  target: string | null;
}

/** A form sends an emptied field as an empty text. */
const hasWords = (text: string | null): boolean => text !== null && text.trim() !== '';

/** The decisions spelt out: an entry without any is its origin's as a whole. */
export const handOf = ({
  origin,
  hand,
  headline,
  teaser,
}: Pick<Owned, 'origin' | 'hand' | 'headline' | 'teaser'>): Hand => {
  if (hand) return hand;
  if (origin === 'machine') return {};
  return {
    added: true,
    ...(hasWords(headline) && { headline: true as const }),
    ...(hasWords(teaser) && { teaser: true as const }),
  };
};

export const isKept = (hand: Hand): boolean =>
  !!(hand.added || hand.pinned || hand.headline || hand.teaser);

export const originOf = (hand: Hand): Origin =>
  hand.added || hand.headline || hand.teaser ? 'editor' : 'machine';

/**
 * Whose an entry is after a person saved it through a form or a call that knows nothing of machines:
 * what differs from before is theirs from now on.
 */
export const handAfterSave = (
  before: Owned,
  after: Pick<Owned, 'headline' | 'teaser' | 'url' | 'target'>,
): { origin: Origin; hand: Hand | null } => {
  if (before.target !== after.target || before.url !== after.url)
    return { origin: 'editor', hand: null };
  const hand = { ...handOf(before) };
  for (const text of ['headline', 'teaser'] as const) {
    if (before[text] === after[text] || (!hasWords(before[text]) && !hasWords(after[text])))
      continue;
    if (hasWords(after[text])) hand[text] = true;
    else delete hand[text];
  }
  return { origin: originOf(hand), hand };
};
