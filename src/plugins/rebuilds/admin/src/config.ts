/** The plugin's id, as in its routes and permissions. */
export const PLUGIN = 'rebuilds';

/** The content type whose edit view says whether it is live; the only place here that names it. */
export const DOCUMENT_UID = 'api::article.article';

/** Where its page stands in the admin. */
export const PAGE = `plugins/${PLUGIN}`;

/** What a user must be allowed to do to see any of this. */
export const READ = [{ action: `plugin::${PLUGIN}.read`, subject: null }];

/** How often the page looks anew, ms: a call is over in about that time, and people can wait for it. */
export const EVERY = 2500;

/** How often where nothing is under way, ms. */
export const SELDOM = 15_000;
