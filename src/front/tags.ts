import type { Place } from './address';

/** What an act has changed, as far as the memory needs to know. */
export interface Change {
  documentId: string;
  slug: string;
}

/** Every list shows what any change may touch: its order, its headlines, its number of stories. */
const LISTS = 'lists';

const slugTag = (slug: string): string => `slug-${slug}`;

/**
 * What an entry is dropped by.
 * @param cacheTag the answer's own header: it says whose page stands at the address
 */
export const entryTags = ({ kind, slug }: Place, cacheTag: string): string[] => {
  if (kind === 'list') return [LISTS];
  const own = cacheTag.split(',').find((tag) => tag.startsWith('article-'));
  return own === undefined || slug === null ? [] : [slugTag(slug), own];
};

/** What is dropped by changes: pages of these stories, pages at these addresses, and all lists. */
export const tagsOfChanges = (changes: readonly Change[]): string[] =>
  changes.length === 0
    ? []
    : [
        LISTS,
        ...changes.flatMap(({ documentId, slug }) => [`article-${documentId}`, slugTag(slug)]),
      ];
