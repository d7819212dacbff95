import type { Core } from '@strapi/strapi';
import { rows } from './sql';

/**
 * Indexes that Strapi's schemas cannot express. Made after Strapi made the tables (migrations run
 * before it), and left alone by its schema comparison, which minds only what it made itself.
 */
const INDEXES = [
  // The last word against two drafts with one slug; the slug rule should never let it come to that.
  `CREATE UNIQUE INDEX IF NOT EXISTS articles_draft_slug ON articles (slug) WHERE published_at IS NULL`,
  `CREATE INDEX IF NOT EXISTS articles_slug ON articles (slug text_pattern_ops)`,
  // The Desk's list: what was worked on last.
  `CREATE INDEX IF NOT EXISTS articles_draft_saved ON articles (updated_at DESC, id DESC) WHERE published_at IS NULL`,
  `CREATE INDEX IF NOT EXISTS articles_draft_published ON articles (first_published_at DESC NULLS LAST, id DESC) WHERE published_at IS NULL`,
  `CREATE INDEX IF NOT EXISTS articles_draft_title ON articles (title, id) WHERE published_at IS NULL`,
  `CREATE INDEX IF NOT EXISTS related_news_target ON related_news (target_document_id) WHERE target_document_id IS NOT NULL`,
  `CREATE INDEX IF NOT EXISTS files_related_cover ON files_related_mph (related_id, related_type, field)`,
];

export const ensureIndexes = async (strapi: Core.Strapi): Promise<void> => {
  for (const index of INDEXES) await rows(strapi.db.connection, index);
};
