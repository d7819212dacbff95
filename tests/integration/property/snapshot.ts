/** The whole newsroom as it stands in the database at one instant, read by one statement. */
import pg from 'pg';

export interface ArticleRow {
  id: number;
  document_id: string;
  title: string | null;
  slug: string | null;
  lead: string | null;
  byline: string | null;
  source_title: string | null;
  source_url: string | null;
  version: number | null;
  first_published_at: string | null;
  updated_at: string;
  published_at: string | null;
}

interface ChildRow {
  id: number;
  document_id: string;
  position: number | null;
  updated_at: string;
  published_at: string | null;
}
export interface SectionRow extends ChildRow {
  heading: string | null;
  lead: string | null;
}
export interface BulletRow extends ChildRow {
  text: string | null;
}
export interface EntryRow extends ChildRow {
  headline: string | null;
  teaser: string | null;
  url: string | null;
  target_document_id: string | null;
  origin: string | null;
  hand: { added?: true; pinned?: true; headline?: true; teaser?: true } | null;
  /** The words of a published entry whose target is not live. */
  asleep: { headline: string | null; teaser: string | null } | null;
}

/** A row of a link table: `ord` is absent in the table of targets. */
export interface LinkRow {
  id: number;
  child: number;
  parent: number;
  ord: number | null;
}

export interface PageRow {
  slug: string;
  document_id: string;
  live: boolean;
  version: number;
  data: string | null;
  head: string | null;
  tags: string[];
  title: string | null;
}

export interface ChangeRow {
  id: number;
  kind: string;
  document_id: string;
  slug: string;
  version_before: number | null;
  version_after: number | null;
}

export interface SiteRow {
  id: number;
  document_id: string;
  newsletter_text: string | null;
  newsletter_button_label: string | null;
  newsletter_url: string | null;
  published_at: string | null;
}

export interface Snapshot {
  articles: ArticleRow[];
  sections: SectionRow[];
  bullets: BulletRow[];
  entries: EntryRow[];
  sectionLinks: LinkRow[];
  bulletLinks: LinkRow[];
  entryLinks: LinkRow[];
  targetLinks: LinkRow[];
  pages: PageRow[];
  changes: ChangeRow[];
  sites: SiteRow[];
}

const all = (name: keyof Snapshot, columns: string, from: string): string =>
  `'${name}', (SELECT coalesce(json_agg(x), '[]'::json) FROM (SELECT ${columns} FROM ${from}) x)`;

const link = (
  name: keyof Snapshot,
  table: string,
  child: string,
  parent: string,
  ord: string,
): string =>
  all(name, `id, ${child} AS child, ${parent} AS parent, ${ord} AS ord`, `${table} ORDER BY id`);

const SNAPSHOT = `SELECT json_build_object(${[
  all(
    'articles',
    'id, document_id, title, slug, lead, byline, source_title, source_url, version, first_published_at, updated_at, published_at',
    'articles ORDER BY id',
  ),
  all(
    'sections',
    'id, document_id, heading, lead, position, updated_at, published_at',
    'sections ORDER BY id',
  ),
  all(
    'bullets',
    'id, document_id, text, position, updated_at, published_at',
    'bullets ORDER BY id',
  ),
  all(
    'entries',
    'id, document_id, headline, teaser, url, target_document_id, origin, hand, asleep, position, updated_at, published_at',
    'related_news ORDER BY id',
  ),
  link('sectionLinks', 'sections_article_lnk', 'section_id', 'article_id', 'section_ord'),
  link('bulletLinks', 'bullets_section_lnk', 'bullet_id', 'section_id', 'bullet_ord'),
  link(
    'entryLinks',
    'related_news_article_lnk',
    'related_news_id',
    'article_id',
    'related_news_ord',
  ),
  link('targetLinks', 'related_news_target_lnk', 'related_news_id', 'article_id', 'NULL'),
  all(
    'pages',
    'slug, document_id, live, version, data, head, tags, title',
    'article_pages ORDER BY slug',
  ),
  all(
    'changes',
    'id, kind, document_id, slug, version_before, version_after',
    'page_changes ORDER BY id',
  ),
  all(
    'sites',
    'id, document_id, newsletter_text, newsletter_button_label, newsletter_url, published_at',
    'sites ORDER BY id',
  ),
].join(',\n')}) AS snapshot`;

/** A connection of the auditor's own, past Strapi. */
export class Witness {
  private constructor(private readonly client: pg.Client) {}

  static async of(databaseUrl: string): Promise<Witness> {
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    return new Witness(client);
  }

  async query<Row>(text: string, values: unknown[] = []): Promise<Row[]> {
    return (await this.client.query(text, values)).rows as Row[];
  }

  async snapshot(): Promise<Snapshot> {
    const [row] = await this.query<{ snapshot: Snapshot | string }>(SNAPSHOT);
    const { snapshot } = row!;
    return typeof snapshot === 'string' ? (JSON.parse(snapshot) as Snapshot) : snapshot;
  }

  /** Back to an empty newsroom; accounts and tokens stay. */
  async empty(): Promise<void> {
    await this.query(
      'TRUNCATE articles, sections, bullets, related_news, article_pages, article_search, page_changes, sites CASCADE',
    );
  }

  /** How often Postgres had to break a deadlock in this database since it was made. */
  async deadlocks(): Promise<number> {
    // A backend hands its counts over when it goes idle for a while, or here and now for itself only.
    const [row] = await this.query<{ deadlocks: string }>(
      'SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()',
    );
    return Number(row!.deadlocks);
  }

  async close(): Promise<void> {
    await this.client.end();
  }
}

/** Strapi's timestamps carry no zone: they are local time of the process that wrote them. */
export const instant = (stored: string | null): string | null =>
  stored === null ? null : new Date(stored).toISOString();
