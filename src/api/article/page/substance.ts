import { createHash } from 'node:crypto';
import type { PageData } from './types';

/**
 * A fingerprint of what a story says: its words, its source, its picture. What stands around it is left
 * out (Recent News, the newsletter call, the names of topics and authors), because a reader who has
 * read the story would not read it again for that.
 */
export const substanceOf = (page: PageData): string =>
  createHash('sha256')
    .update(
      JSON.stringify([
        page.title,
        page.lead,
        page.byline,
        page.sourceTitle,
        page.sourceUrl,
        page.cover && [page.cover.url, page.cover.alt, page.cover.caption, page.cover.credit],
        page.sections,
      ]),
    )
    .digest('base64url')
    .slice(0, 22);

/**
 * When a story last changed in substance, ISO 8601: now if it says something else than before, else as
 * it was. A story that appears for the first time was last changed when it was first published.
 *
 * @param before what readers last had of it, live or taken back
 * @param at the time of the act, ISO 8601
 */
export const modifiedAtOf = (
  page: PageData,
  substance: string,
  before: { substance: string | null; modifiedAt: string | null } | undefined,
  at: string,
): string => {
  const unchanged = before?.substance === substance || before?.substance == null;
  const last = unchanged ? (before?.modifiedAt ?? page.firstPublishedAt ?? at) : at;
  // A story may be dated ahead; it cannot have changed before it was published.
  return page.firstPublishedAt !== null && last < page.firstPublishedAt
    ? page.firstPublishedAt
    : last;
};
