/** What the Desk's admin routes take and answer, shared by server and admin. Every answer is `{ data: … }`. */

/** Texts are `''` where nothing stands. Ids are documentIds; the editor makes those of new parts itself. */
export interface DeskBullet {
  id: string;
  text: string;
}

export interface DeskSection {
  id: string;
  heading: string;
  /** One sentence. */
  lead: string;
  bullets: DeskBullet[];
}

/** What is written in the editor itself. */
export interface DeskBody {
  title: string;
  lead: string;
  sections: DeskSection[];
}

/** What stands beside the text. */
export interface DeskDetails {
  slug: string;
  /** documentIds of the story's topics with commas between them, in order; `''` for none. */
  topics: string;
  /** documentIds of who wrote it, as `topics`. */
  authors: string;
  byline: string;
  sourceTitle: string;
  sourceUrl: string;
  /** The editor's own one-sentence teaser, for where other stories show this one. */
  teaser: string;
  /** ISO 8601 in UTC, or `''`. */
  firstPublishedAt: string;
  /** Id of the picture in the media library, as text, or `''`. */
  cover: string;
  coverAlt: string;
  coverCaption: string;
  coverCredit: string;
}

/** The whole article as one editor writes it. */
export interface DeskText extends DeskBody {
  details: DeskDetails;
}

/** `draft`: readers never saw it or no longer do; `modified`: readers see an older text. */
export type DeskStatus = 'draft' | 'live' | 'modified';

/** Somebody who has the article open. */
export interface DeskEditor {
  /** One tab of one browser. */
  tab: string;
  name: string;
  /** ISO 8601. */
  since: string;
}

/** What the user who asks may do with this article. */
export interface DeskMay {
  update: boolean;
  publish: boolean;
  create: boolean;
  delete: boolean;
  /** Fields that this user may not write; they are shown and not sent. */
  readOnly: string[];
}

export interface DeskCover {
  id: number;
  name: string;
  url: string;
  alternativeText: string | null;
  width: number | null;
  height: number | null;
}

/** GET /desk/articles/:id; PUT answers it too. */
export interface DeskArticle {
  documentId: string;
  /** Grows with every save; goes back as `baseVersion`. 0 before the first save. */
  version: number;
  text: DeskText;
  cover: DeskCover | null;
  status: DeskStatus;
  /** ISO 8601; of the last save. */
  savedAt: string | null;
  /** The public address of what readers have now. */
  slug: string | null;
  editors: DeskEditor[];
  may: DeskMay;
}

/** What an article may be given to: a topic ("beat") or one of its authors. */
export type ChoiceKind = 'topics' | 'authors';

/** One of GET /desk/choices/topics and /desk/choices/authors. `id` is a documentId. */
export interface DeskChoice {
  id: string;
  name: string;
  slug: string;
}

/** One of GET /desk/articles/:id/addresses: an earlier slug that leads readers to the story now. */
export interface DeskAddress {
  slug: string;
  /** ISO 8601; when the story left it. */
  since: string;
}

/** PUT /desk/articles/:id. `baseVersion` 0 makes the article. */
export interface DeskSave {
  baseVersion: number;
  text: DeskText;
}

/**
 * Details of an error answer of PUT.
 * - 409 `STALE`: somebody saved since; `current` is what stands there now.
 * - 400: `errors` names each place, as `['sections', '2', 'bullets', '0', 'text']`.
 */
export interface DeskStale {
  code: 'STALE';
  current: DeskArticle;
}
export interface DeskInvalid {
  errors: { path: string[]; message: string }[];
}

/** A line of the checklist before publishing. `block`: the server refuses to publish. */
export interface CheckItem {
  rule: CheckRule;
  level: 'block' | 'warn';
  /** Where the mend belongs, e.g. `title`, `sections[2].heading`, `details.coverAlt`. */
  place: string;
  /** For the texts: a number, a headline. */
  values: Record<string, string | number>;
}

export const CHECK_RULES = [
  'title',
  'lead',
  'source',
  'no-topic',
  'heading',
  'sectionLead',
  'pictureAlt',
  'pictureCredit',
  'duplicate',
  'other',
] as const;
export type CheckRule = (typeof CHECK_RULES)[number];

/** GET /desk/articles/:id/checklist */
export interface Checklist {
  items: CheckItem[];
}

/** How much each rule matters; `heading`, `title` and `other` always block. */
export type CheckLevels = Record<Exclude<CheckRule, 'title' | 'heading' | 'other'>, CheckLevel>;
export type CheckLevel = 'off' | 'warn' | 'block';

/** An entry of Recent News in a person's words; no teaser and no address are ''. */
export interface DeskNewsEntry {
  headline: string;
  teaser: string;
  url: string;
}

/** PUT /desk/articles/:id/recent-news: what stands below the article, in place of what stood there. */
export interface DeskNews {
  entries: DeskNewsEntry[];
}

/** POST /desk/paste `{ input, format? }`: where the parts of a pasted page go. */
export interface PastedPage {
  text: DeskText;
  /** Recent News entries that stood on the page. */
  relatedNews: DeskNewsEntry[];
  /** Site furniture that was left out on purpose. */
  leftOut: string[];
  /** Text that found no place; `line` counts from 1 in the input. */
  unplaced: { line: number; text: string }[];
  /** What could not be decided, with what would be right. */
  problems: { line: number; message: string }[];
}

/** A line of the Desk's list. */
export interface DeskRow {
  documentId: string;
  title: string;
  byline: string;
  status: DeskStatus;
  /** ISO 8601. */
  firstPublishedAt: string | null;
  savedAt: string;
  slug: string | null;
  sections: number;
  editors: DeskEditor[];
}

/** GET /desk/articles?q&status&sort&page&pageSize */
export interface DeskList {
  rows: DeskRow[];
  page: number;
  pageSize: number;
  total: number;
  may: Pick<DeskMay, 'create' | 'update' | 'publish' | 'delete'>;
}

/** Both sides for a comparison: what readers have, and the draft. */
export interface DeskVersions {
  live: DeskText | null;
  draft: DeskText;
}
