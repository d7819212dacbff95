import type { Knex } from 'knex';
import type { StorySource } from '../../newsroom';
import { readingToBytes } from '../../relatedness/reading-bytes';
import type { Db, Transaction } from '../../sql';
import { extractive } from '../../teasers/extractive';
import type { TeaserProvider } from '../../teasers/provider';
import { breather } from './breather';
import { filingOf } from './fitter';
import {
  allDuplicates,
  duplicatesOf,
  newestDuplicates,
  type Duplicate,
  type DuplicatePair,
} from './duplicates';
import { candidatesOf, type CandidateOptions } from './look-up';
import * as plans from './plans';
import { placed, placedAnew, stored, type PlacedProfile } from './profiles';
import { readersOf, type ReaderOptions } from './readers';
import { isRefitDue, refitSpace, type RefitOptions, type RefitReport } from './refit';
import { Spaces, type LoadedSpace } from './spaces';
import { hashOf, readingOf, teaserOf } from './story-text';

export type { CandidateOptions } from './look-up';
export type { Duplicate, DuplicatePair } from './duplicates';
export type { PlacedProfile } from './profiles';
export type { ReaderOptions } from './readers';
export type { RefitOptions, RefitReport } from './refit';
export type { LoadedSpace } from './spaces';

/** What `keep` found of a story. */
export interface Kept {
  documentId: string;
  /** Whether it is new here, or its text, date, beat, topics or language differ from what was kept. */
  changed: boolean;
  /** The machine's teaser, whatever a person wrote; null where no sentence will do. */
  teaser: string | null;
}

export interface ArchiveOptions {
  provider?: TeaserProvider;
  /** Told of a stored space that this version can't read. */
  warn?: (message: string) => void;
}

/** `fittedAt` in ISO 8601. */
export type SpaceReport = Omit<plans.SpaceRow, 'fittedAt'> & { fittedAt: string };

export interface AllDuplicatesOptions {
  /** Only these many newest stories are compared, with one another. */
  limit?: number;
  /** Told of the parts of the archive that are done. */
  onProgress?: (done: number, of: number) => void;
}

/** The live stories as choosing and refitting need them: kept at publish, so that nothing is read twice. */
export const createArchive = ({
  provider = extractive,
  warn = (message) => process.emitWarning(message),
}: ArchiveOptions = {}) => {
  const spaces = new Spaces(warn);

  const profiles = async (db: Db, ids: readonly string[]): Promise<PlacedProfile[]> => {
    const space = await spaces.current(db);
    return (await plans.readings(db, space.version, ids)).map((row) => stored(space, row));
  };

  return {
    /** The newest space that is ready (version 0 while there is none). */
    currentSpace: (db: Db): Promise<LoadedSpace> => spaces.current(db),

    /**
     * Reads stories and writes their teasers, files them and says what has changed. The same text again
     * costs one query for all.
     */
    async keep(trx: Transaction, given: readonly StorySource[]): Promise<Kept[]> {
      const sources = [...new Map(given.map((source) => [source.documentId, source])).values()];
      if (sources.length === 0) return [];
      await plans.holdSpace(trx);
      const before = new Map(
        (
          await plans.storedTeasers(
            trx,
            sources.map(({ documentId }) => documentId),
          )
        ).map((row) => [row.documentId, row]),
      );
      const space = await spaces.current(trx);
      const stories: plans.StoryRow[] = [];
      const vectors: plans.VectorRow[] = [];
      const kept: Kept[] = [];
      const breathe = breather();
      for (const source of sources) {
        const { documentId, publishedAt, title, language, beat, topics } = source;
        const hash = hashOf(source);
        const known = before.get(documentId);
        if (known?.hash === hash) {
          kept.push({ documentId, changed: false, teaser: known.teaser });
          continue;
        }
        const reading = readingOf(source);
        const teaser = teaserOf(provider, source);
        stories.push({
          documentId,
          hash,
          publishedAt,
          title,
          language: language ?? null,
          beat,
          topics,
          teaser: teaser?.teaser ?? null,
          why: teaser?.why,
          provider: provider.name,
          reading: readingToBytes(reading),
        });
        if (space.version > 0) {
          const filing = filingOf(space.space, space.cells, reading.terms, publishedAt);
          vectors.push({ documentId, publishedAt, ...filing });
        }
        kept.push({ documentId, changed: true, teaser: teaser?.teaser ?? null });
        await breathe();
      }
      if (stories.length) await plans.putStories(trx, stories);
      if (vectors.length) await plans.putVectors(trx, space.version, vectors);
      return kept;
    },

    /** Forgets stories that are live no longer. */
    async drop(trx: Transaction, ids: readonly string[]): Promise<void> {
      if (ids.length) await plans.dropStories(trx, ids);
    },

    /** What choosing needs to know of any text, a draft's, too; nothing is stored. */
    async profileOf(db: Db, source: StorySource): Promise<PlacedProfile> {
      return placed(await spaces.current(db), readingOf(source));
    },

    /** The kept ones of these stories, in any order. */
    profiles,

    /**
     * Stories among which `choose` finds the list of an article, the space to choose in, and the article's
     * profile in that space (another than the one given if a refit came between).
     */
    async candidates(
      db: Db,
      profile: PlacedProfile,
      options: CandidateOptions,
    ): Promise<{ space: LoadedSpace; article: PlacedProfile; stories: PlacedProfile[] }> {
      const space = await spaces.current(db);
      const article = placedAnew(space, profile);
      return { space, article, stories: await candidatesOf(db, space, article, options) };
    },

    /** The machine's teasers of stories, by id; null where no sentence will do. */
    async teasers(db: Db, ids: readonly string[]): Promise<Map<string, string | null>> {
      const found = await plans.storedTeasers(db, ids);
      return new Map(found.map(({ documentId, teaser }) => [documentId, teaser]));
    },

    /** Ids of the newest stories that may be recommended. */
    newest: (db: Db, limit: number): Promise<string[]> => plans.newestIds(db, limit),

    /** The space in place, for people; null while there is none. */
    async spaceReport(db: Db): Promise<SpaceReport | null> {
      const row = await plans.newestReady(db);
      return row && { ...row, fittedAt: new Date(row.fittedAt).toISOString() };
    },

    /** Live stories kept. */
    count: (db: Db): Promise<number> => plans.countStories(db),

    /** Whether and by whom (null: allow it again) a story is never to be recommended. */
    async never(trx: Db, documentId: string, by: string | null): Promise<void> {
      if (by === null) await plans.unsetNever(trx, documentId);
      else await plans.setNever(trx, documentId, by);
    },

    async isNever(db: Db, documentId: string): Promise<boolean> {
      return (await plans.nevers(db, [documentId])).length > 0;
    },

    /** Those of the stories that are never to be recommended, with who said so and when. */
    nevers: plans.nevers,

    /** Ids of pages within a window of time whose lists would take this story in, best gain first. */
    async readersFor(db: Db, profile: PlacedProfile, options: ReaderOptions): Promise<string[]> {
      const readers = await readersOf(db, await spaces.current(db), profile, options);
      return readers.map(({ documentId }) => documentId);
    },

    /** Other stories that tell the same as this text, whenever they ran, the closest first. */
    async duplicatesOf(db: Db, profile: PlacedProfile): Promise<Duplicate[]> {
      return duplicatesOf(db, await spaces.current(db), profile);
    },

    /** Pairs of stories that tell the same, each once: all, or those among the newest. */
    async *allDuplicates(
      db: Db,
      { limit, onProgress }: AllDuplicatesOptions = {},
    ): AsyncGenerator<DuplicatePair> {
      const space = await spaces.current(db);
      if (limit === undefined) yield* allDuplicates(db, space, onProgress);
      else yield* newestDuplicates(db, space, limit);
    },

    /** Whether the archive has grown by a fifth since the last fit, or has none. */
    isRefitDue: (db: Db): Promise<boolean> => isRefitDue(db, spaces),

    /** Fits the space anew if it is time; see `RefitReport`. */
    refit: (db: Knex, options?: RefitOptions): Promise<RefitReport> =>
      refitSpace(db, spaces, options),
  };
};

export type Archive = ReturnType<typeof createArchive>;
