/** What the admin routes answer, shared by server and admin. Every answer is `{ data: … }`. */
import type { Ground } from './lists/grounds';
import type { Side, StoryHead } from './newsroom';
import type { Progress } from './services/backfill';
import type { Explanation } from './services/explain';

export type { Decision } from './lists/decide';
export type { Ground } from './lists/grounds';
export type { Hand, ListEntry, Reason } from './lists/types';
export type { ExplainedEntry, Explanation } from './services/explain';
export type { Progress } from './services/backfill';
export type { Side, StoryHead } from './newsroom';

/** GET /recent-news/lists/:id?side=draft|live (default draft) */
export interface ListAnswer extends Explanation {
  /** What the user who asks may do with this story. */
  may: { decide: boolean; publish: boolean; stories: boolean };
}

/** POST /recent-news/lists/:id/decisions `{ decisions: Decision[], live?: boolean }` answers a ListAnswer. */

/** GET /recent-news/search?q=WORDS */
export type SearchAnswer = StoryHead[];

/** GET /recent-news/stories/:id */
export interface StoryAnswer {
  documentId: string;
  title: string;
  live: boolean;
  /** Who said that it is never to be recommended; null when it may be. */
  never: { by: string; at: string } | null;
  /** The teaser that stands in lists: an editor's on the story, or the machine's. */
  teaser: string | null;
  teaserOrigin: 'editor' | 'machine' | null;
  /** Live pages that show it. */
  shownOn: StoryHead[];
  /** Live stories that tell the same. */
  duplicates: StoryHead[];
}

/** A limit of `null` is "no limit". */
export interface SettingsJson {
  count: number;
  halfLife: number | null;
  floor: number;
  mostDays: number | null;
  allowUpdates: boolean;
  refresh: { limit: number; window: number; margin: number };
}

/** GET, PUT, DELETE /recent-news/settings */
export interface SettingsAnswer {
  settings: SettingsJson;
  /** Whether the user who asks may change them. */
  may: { settings: boolean; run: boolean };
}

/** POST /recent-news/settings/preview `{ article, settings }` */
export interface PreviewAnswer {
  documentId: string;
  title: string;
  /** What the machine would choose, nothing that people decided counted. */
  entries: {
    target: string;
    headline: string;
    teaser: string | null;
    rung: 'related' | 'topic' | 'recent';
    grounds: Ground[];
  }[];
}

/** GET /recent-news/status */
export interface StatusAnswer {
  stories: number;
  /** Live stories that are not filed yet: jobs or a backfill are due. */
  unfiled: number;
  space: {
    version: number;
    stories: number;
    dimensions: number;
    /** ISO 8601. */
    fittedAt: string;
    seconds: number;
  } | null;
  backfill: Progress | null;
  /** By beat; null is "no beat". */
  meter: { beat: string | null; stories: number; short: number; byTopic: number; byDate: number }[];
  count: number;
}

/** GET /recent-news/duplicates */
export type DuplicatesAnswer = { a: StoryHead; b: StoryHead }[];
export type { Explanation as ExplainAnswer };
export type ListSide = Side;
