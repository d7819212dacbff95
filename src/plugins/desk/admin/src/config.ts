/** The plugin's id, as in its routes and permissions. */
export const PLUGIN = 'desk';

/** The content type whose documents are written here; the only place in the admin that names it. */
export const ARTICLE_UID = 'api::article.article';

/** What an article may be given to; the only place in the admin that names these. */
export const CHOICE_UIDS = { topics: 'api::topic.topic', authors: 'api::author.author' } as const;
export const CREATE = 'plugin::content-manager.explorer.create';

/** Where the Desk stands in the admin, without the admin's own path. */
export const PAGE = '/plugins/desk';

export const articleAddress = (documentId: string): string => `${PAGE}/articles/${documentId}`;

/** What readers get of a published article. */
export const pageAddress = (slug: string): string =>
  `/api/articles/page/${encodeURIComponent(slug)}`;

/** What a user must be allowed to do to see any of this. */
export const READ = [{ action: 'plugin::content-manager.explorer.read', subject: ARTICLE_UID }];
export const SETTINGS = [{ action: 'plugin::desk.settings', subject: null }];

/** Longest texts, as the server takes them; letters as JavaScript counts them. */
export const LIMITS = {
  title: 200,
  lead: 2000,
  heading: 200,
  sectionLead: 1000,
  bullet: 1000,
  sections: 50,
  bullets: 50,
} as const;

/** Lease of the server is 30 s: three heartbeats may be missed, ms. */
export const HEARTBEAT = 10_000;
