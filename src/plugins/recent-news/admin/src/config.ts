/** The plugin's id, as in its routes and permissions. */
export const PLUGIN = 'recent-news';

/** The content type under whose documents the lists stand; the only place here that names it. */
export const STORY_UID = 'api::article.article';

/** What a user must be allowed to do to see any of this. */
export const READ = [{ action: `plugin::${PLUGIN}.read`, subject: null }];

/** Longest texts, as the server takes them; letters as JavaScript counts them. */
export const MOST_HEADLINE = 200;
export const MOST_TEASER = 500;

/** A limit in days, as the server takes it. */
export const MOST_DAYS = 36_500;

/** Where a document is edited in the admin. */
export const editAddress = (documentId: string): string =>
  `/content-manager/collection-types/${STORY_UID}/${documentId}`;
