/** What a cache is told: names under which it files answers, as they stand in `Cache-Tag`. */
export interface Keys {
  /** Answers under these go at once. */
  hard: string[];
  /** Answers under these may be given once more while they are fetched anew. */
  soft: string[];
}

/** What is needed of a change to know what shows it. */
export interface Change {
  kind: string;
  tags: readonly string[];
}

/** How the application files its answers. */
export interface Filing {
  /** How the tags begin under which an answer stands alone, such as `page-`. */
  pages: string;
  /** The tag of whatever is made of many, such as `articles`. */
  lists: string;
  /** The tag of whatever shows the site, pages among it. */
  site: string;
  /** Kinds of change by which something was taken back. */
  takenBack: readonly string[];
  /** Kinds of change of what stands around the pages: many at once, and none is urgent. */
  around: readonly string[];
}

/** What a header can carry as one word: a tag that is none stands in no `Cache-Tag` either. */
const WORD = /^[!-+\--~]+$/;

/** More pages than this are purged by the tag of the site: one key instead of thousands. */
export const MOST_AROUND = 100;

/**
 * The keys by which caches let go of whatever shows these changes.
 *
 * A page goes hard, because nobody may read what stood there before. Lists go softly: they are asked for
 * most, and the one that is given once more is seconds old. Except when something was taken back; then no
 * list may quote it either.
 *
 * @param changes those of one act
 */
export const keysOf = (changes: readonly Change[], filing: Filing): Keys => {
  const hard = new Set<string>();
  const soft = new Set<string>();
  for (const { kind, tags: given } of changes) {
    const tags = given.filter((tag) => WORD.test(tag));
    const pages = tags.filter((tag) => tag.startsWith(filing.pages));
    const goes = filing.around.includes(kind) ? soft : hard;
    for (const page of pages) goes.add(page);
    // A topic has no page here; what shows it is filed under its own tag.
    if (pages.length === 0) for (const tag of tags) soft.add(tag);
    if (filing.takenBack.includes(kind)) hard.add(filing.lists);
    soft.add(filing.lists);
  }
  const around = [...soft].filter((tag) => tag.startsWith(filing.pages));
  if (around.length > MOST_AROUND) {
    for (const page of around) soft.delete(page);
    soft.add(filing.site);
  }
  return { hard: [...hard], soft: [...soft].filter((tag) => !hard.has(tag)) };
};

/** All that any answer is filed under. */
export const everything = ({ site, lists }: Filing): Keys => ({ hard: [site, lists], soft: [] });
