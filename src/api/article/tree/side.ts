/** Strapi keeps two rows of a document; `published_at` tells them apart. */
export type Side = 'draft' | 'published';

export const ON: Record<Side, string> = {
  draft: 'published_at IS NULL',
  published: 'published_at IS NOT NULL',
};

/** A row to write, and the article row (`articles.id`) to write it below. */
export type Rooted<Row> = Row & { root: number };
