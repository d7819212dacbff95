/** What an input says, and how it is compared with what is stored. */
import { createHash } from 'node:crypto';
import type { StoredEntry } from '../outline/diff';
import { handOf, isKept } from '../outline/hand';
import type { RelatedEntry } from '../outline/types';
import { slugFromTitle } from '../slug';
import type { Transaction } from '../sql';
import { readTrees } from '../tree/plans';
import type { ArticleJson, ContentJson, EntryJson } from './article-json';
import type { ListsJson } from './import-data';
import { findBySlugs } from './plans';

export interface ImportOptions {
  /** Publish what does not say itself (`status`) whether it is live. */
  publish: boolean;
  /** Replace what people wrote since the last import. */
  overwrite: boolean;
  /** Told what of an article was not taken although the rest of it was. */
  warn?: (article: ArticleJson, message: string) => void;
}

/** The slug under which an article is looked for and made. */
export const slugOf = (article: Pick<ArticleJson, 'slug' | 'title'>): string =>
  article.slug ?? slugFromTitle(article.title, 'article');

/** Equal for equal content, so it tells whether an input, or an article since its import, has changed. */
export const hashOf = (content: ContentJson, live: ContentJson | null = null): string => {
  const plain = ({
    title,
    lead,
    byline,
    sourceTitle,
    sourceUrl,
    coverAlt,
    coverCaption,
    coverCredit,
    cover,
    outline,
    relatedNews,
    teaser,
    recentNews,
    topics,
    authors,
  }: ContentJson) => [
    title,
    lead,
    byline,
    sourceTitle,
    sourceUrl,
    coverAlt,
    coverCaption,
    coverCredit,
    cover?.hash ?? null,
    outline.map(({ heading, lead: sentence, bullets }) => [
      heading,
      sentence,
      bullets.map(({ text }) => text),
    ]),
    relatedNews.map((entry) => [entry.headline, entry.teaser, entry.url, entry.target]),
    // Where they say nothing the hash is the one that versions without them made.
    ...(teaser === null && !recentNews
      ? []
      : [[teaser, recentNews && [recentNews.locked, [...recentNews.hidden].sort()]]]),
    ...(topics.length + authors.length === 0
      ? []
      : [[topics.map(({ slug }) => slug), authors.map(({ slug }) => slug)]]),
  ];
  return createHash('sha256')
    .update(JSON.stringify([plain(content), live && plain(live)]))
    .digest('base64url');
};

export const wantsLive = (article: ArticleJson, { publish }: ImportOptions): boolean =>
  article.status === null ? publish : article.status !== 'draft';

/**
 * The entries that an input gives, with the slugs that they point to resolved. One whose target is not
 * there (yet) leads nowhere, and is left out if it has no words of its own.
 */
export const resolve = (
  entries: readonly EntryJson[],
  ids: ReadonlyMap<string, string>,
): RelatedEntry[] =>
  entries
    .map((entry) => ({
      ...entry,
      target: entry.target === null ? null : (ids.get(entry.target) ?? null),
    }))
    .filter(({ headline, target }) => headline !== null || target !== null);

const asWritten = ({ documentId, headline, teaser, url, target }: StoredEntry): RelatedEntry => ({
  documentId,
  headline,
  teaser,
  url,
  target,
});

/**
 * The list that an input asks for. An entry that would be exported as it is given is left as it stands,
 * the machine's words included. What the machine chose stays, unless the input names the same article.
 */
export const wantedList = async (
  trx: Transaction,
  draftId: number,
  given: readonly RelatedEntry[],
  locked: boolean,
): Promise<RelatedEntry[]> => {
  const [stored] = await readTrees(trx, [draftId]);
  const related = stored?.related ?? [];
  const free = related.filter((entry) => locked || isKept(handOf(entry)));
  const entries = given.map((entry) => {
    const at = free.findIndex((old) => {
      const hand = handOf(old);
      return (
        old.target === entry.target &&
        old.url === entry.url &&
        (hand.headline ? old.headline : null) === entry.headline &&
        (hand.teaser ? old.teaser : null) === entry.teaser
      );
    });
    return at < 0 ? entry : asWritten(free.splice(at, 1)[0]!);
  });
  const named = new Set(given.map(({ target }) => target));
  const machines = related.filter((entry) => !isKept(handOf(entry)) && !named.has(entry.target));
  return [...entries, ...machines.map(asWritten)];
};

/** Slugs of all articles that an input speaks of, in the draft's lists and in the live one's. */
export const namedSlugs = ({ live, ...draft }: ListsJson & Pick<ArticleJson, 'live'>): string[] =>
  [draft, ...(live ? [live] : [])].flatMap(({ relatedNews, recentNews }) => [
    ...relatedNews.flatMap(({ target }) => target ?? []),
    ...(recentNews?.hidden ?? []),
  ]);

export const idsOf = async (
  trx: Transaction,
  slugs: readonly string[],
): Promise<Map<string, string>> => {
  if (slugs.length === 0) return new Map();
  return new Map(
    (await findBySlugs(trx, [...new Set(slugs)])).map(({ slug, documentId }) => [slug, documentId]),
  );
};
