import type { Knex } from 'knex';
import type {
  ChoiceKind,
  DeskChoice,
  DeskCover,
  DeskNewsEntry,
  DeskStatus,
  DeskText,
  PastedPage,
} from './contracts';
import type { Transaction } from './sql';

type Db = Knex | Transaction;

/** An article as the Desk opens it. */
export interface OpenArticle {
  documentId: string;
  version: number;
  text: DeskText;
  cover: DeskCover | null;
  status: DeskStatus;
  savedAt: Date;
  /** Of what readers have now. */
  liveSlug: string | null;
}

export interface ListQuery {
  words: string[];
  status: DeskStatus | null;
  sort: ListSort;
  offset: number;
  limit: number;
  /** Rows are counted up to here. */
  counted: number;
  /** Articles the user may see; null is all. */
  among: IdQuery | null;
}

/** A query for documentIds, with `?` where its values belong. */
export interface IdQuery {
  sql: string;
  bindings: readonly unknown[];
}
export const LIST_SORTS = [
  '-saved',
  'saved',
  '-published',
  'published',
  'title',
  '-title',
] as const;
export type ListSort = (typeof LIST_SORTS)[number];

export interface ListedArticle {
  documentId: string;
  title: string;
  byline: string;
  status: DeskStatus;
  firstPublishedAt: Date | null;
  savedAt: Date;
  slug: string | null;
  sections: number;
}

export interface SaveRequest {
  baseVersion: number;
  text: DeskText;
  /** Who writes, as the admin numbers its users. */
  userId: number | null;
}

/**
 * All that the Desk knows of the articles it edits. The application hands it over at the start, so that
 * the Desk names no field of theirs and no table.
 */
export interface DeskNewsroom {
  read(db: Db, documentId: string): Promise<OpenArticle | null>;
  /** What readers have. */
  readLive(db: Db, documentId: string): Promise<DeskText | null>;
  /**
   * Makes the draft what `text` says; `baseVersion` 0 makes the article.
   * @returns it as this save left it, whoever saves next
   * @throws a 409 with code STALE when the draft is at another version
   * @throws errors.ValidationError that names each place as the Desk does (`sections[2].heading`)
   */
  save(documentId: string, request: SaveRequest): Promise<OpenArticle>;
  /** What a save is refused with that was written on another version: a 409 with code STALE. */
  stale(baseVersion: number, version: number): Error;
  /**
   * Makes these the Recent News of the draft, as a person's, in place of what stands there.
   * @throws errors.ValidationError that names the entry
   */
  takeNews(
    documentId: string,
    entries: readonly DeskNewsEntry[],
    userId: number | null,
  ): Promise<void>;
  /** The content type's field that holds them. */
  newsField: string;
  /** Names of the content type's fields that differ between two texts; rights are given by field. */
  changedFields(before: DeskText, after: DeskText): string[];
  /** Which of the Desk's places a field of the content type is. */
  placeOfField(field: string): string;
  fields: readonly string[];
  publish(documentId: string, userId: number | null): Promise<void>;
  unpublish(documentId: string): Promise<void>;
  discard(documentId: string): Promise<void>;
  remove(documentId: string): Promise<void>;
  /** @returns the copy's documentId */
  duplicate(documentId: string, title: string, userId: number | null): Promise<string>;
  /** Names of the content type's fields that a copy of the draft takes over. */
  copiedFields(db: Db, documentId: string): Promise<string[]>;
  list(db: Db, query: ListQuery): Promise<{ rows: ListedArticle[]; total: number }>;
  /** Live articles whose pages show this one. */
  shownOn(db: Db, documentId: string): Promise<string[]>;
  /** What the rules of the newsroom itself would refuse at a publish, by the Desk's places. */
  refusals(db: Db, documentId: string): Promise<{ place: string; message: string }[]>;
  /** All topics or authors that an article may be given, by name. */
  choices(db: Db, kind: ChoiceKind): Promise<DeskChoice[]>;
  /**
   * Earlier slugs that lead readers to this article now, the latest left first.
   * `since`: when the article left the slug.
   */
  addresses(db: Db, documentId: string): Promise<{ slug: string; since: Date }[]>;
  /**
   * From now on the earlier address answers "gone", and another article may use it.
   * @throws errors.NotFoundError when no such slug leads to this article
   */
  closeAddress(documentId: string, slug: string, userId: number | null): Promise<void>;
  /** Reads a pasted page. */
  parse(input: string, format?: 'text' | 'html' | 'markdown'): PastedPage;
}

/** Told by whoever recommends stories, where somebody does. */
export interface Recommender {
  /** Other stories that say the same as this draft, the closest first. */
  twins(db: Db, documentId: string): Promise<{ documentId: string; title: string }[]>;
  /** What would stand under the draft. */
  shown(
    documentId: string,
  ): Promise<{ headline: string; teaser: string | null; url: string | null }[]>;
}
