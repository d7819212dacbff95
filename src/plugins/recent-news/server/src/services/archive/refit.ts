import { setTimeout as sleep } from 'node:timers/promises';
import type { Knex } from 'knex';
import { DAY } from '../../relatedness/story';
import type { Db } from '../../sql';
import { createFitter, type Fitter } from './fitter';
import { startFitWorker } from './fit-worker-thread';
import * as plans from './plans';
import type { Spaces } from './spaces';

export interface RefitOptions {
  /** Refit even if the archive has hardly grown. */
  force?: boolean;
  signal?: AbortSignal;
  onProgress?: (progress: { step: 'read' | 'fit' | 'place'; done: number; of: number }) => void;
  /** Share by which the archive must have grown since the last fit. */
  growth?: number;
  /** Newest stories that the space is fitted to; all are placed in it. */
  sample?: number;
  /** Stories from which on the fit runs on a thread of its own; 0 always. */
  workerFrom?: number;
  /** Seconds after which a refit that gives no sign of life counts as dead. */
  lease?: number;
}

export interface RefitReport {
  /** `busy`: another refit is under way, here or in another process. */
  did: 'refitted' | 'nothing' | 'busy';
  /** Version of the space now in place; 0 if there is none. */
  version: number;
  /** Stories in the archive (an estimate in a large one if nothing was done). */
  stories: number;
  dimensions: number;
  cells: number;
  seconds: number;
  where: Fitter['where'] | null;
}

/** The refit was overtaken: its lease ran out, and another process has taken its space away. */
export class RefitLost extends Error {
  constructor(version: number) {
    super(`the refit lost its space ${version}: it gave no sign of life for too long`);
    this.name = 'RefitLost';
  }
}

const GROWTH = 0.2;
/** More stories sharpen the space little, and take memory and time: 20,000 are 20 s and some 500 MB. */
const SAMPLE = 20_000;
/** Fitted here in some 100 ms; starting a thread would take as long. */
const WORKER_FROM = 300;
/** Readings of 500 stories are some 2 MB. */
const BATCH = 500;
const LEASE = 60;
/** Work that began in an old space is done by then. */
const OLD_SPACE_SECONDS = 60;
/** Few enough to be placed while publishing waits, some ms. */
const FEW = 50;
const MOST_SWEEPS = 10;
/** Publishing may be held up so long by a refit that waits for a long transaction, ms; then it steps back. */
const PATIENCE = 500;
const FLIP_ATTEMPTS = 120;
const BETWEEN_ATTEMPTS = 1_000;
/** Fewer rows are quickly read wherever they are. */
const VACUUM_FROM = 1_000;

const LOCK_NOT_AVAILABLE = '55P03';

/**
 * Fits a new space if the archive has grown enough, places every story in it and puts it in place of the
 * one before. Publishing goes on meanwhile. Changes no list.
 *
 * @throws RefitLost, or the reason of `signal`; what was begun is then removed, now or by the next refit
 */
export const refitSpace = async (
  db: Knex,
  spaces: Spaces,
  options: RefitOptions = {},
): Promise<RefitReport> => {
  const { force = false, growth, lease = LEASE } = options;
  await plans.removeOldSpaces(db, OLD_SPACE_SECONDS);
  while ((await plans.removeOrphans(db, 10 * BATCH)) > 0) options.signal?.throwIfAborted();

  const current = await spaces.current(db);
  const stories = await plans.countRoughly(db);
  const report = (did: RefitReport['did'], more: Partial<RefitReport> = {}): RefitReport => ({
    did,
    version: current.version,
    stories,
    dimensions: current.space.dimensions,
    cells: current.cells.count,
    seconds: 0,
    where: null,
    ...more,
  });
  if (!force && !(await isRefitDue(db, spaces, growth))) return report('nothing');

  const version = await db.transaction((trx) => plans.claimRefit(trx, lease));
  if (version === null) return report('busy');

  const started = performance.now();
  const life = keepAlive(db, version, lease);
  const fitter =
    (stories >= (options.workerFrom ?? WORKER_FROM) && startFitWorker()) || createFitter();
  try {
    const check = (): void => {
      options.signal?.throwIfAborted();
      if (life.isLost()) throw new RefitLost(version);
    };
    const fitted = await fitSample(db, fitter, stories, options, check);
    check();
    await plans.storeSpace(db, version, { ...fitted, stories });
    let since = await plans.horizon(db);
    const placed = await placeAll(db, fitter, version, stories, options, check);
    for (let sweeps = 0; sweeps < MOST_SWEEPS; sweeps++) {
      const next = await plans.horizon(db);
      const swept = await sweep(db, fitter, version, since, check);
      since = next;
      if (swept <= FEW) break;
    }
    const seconds = (): number => (performance.now() - started) / 1_000;
    await putInPlace(db, fitter, version, since, seconds, check);
    if (placed >= VACUUM_FROM) await plans.vacuumVectors(db);
    return report('refitted', {
      version,
      stories: placed,
      dimensions: fitted.dimensions,
      cells: fitted.cells,
      seconds: seconds(),
      where: fitter.where,
    });
  } catch (error) {
    await plans.giveUpSpace(db, version).catch(() => undefined);
    throw error;
  } finally {
    life.end();
    await fitter.close();
  }
};

export const isRefitDue = async (db: Db, spaces: Spaces, growth = GROWTH): Promise<boolean> => {
  const { version } = await spaces.current(db);
  const newest = version ? await plans.newestReady(db) : null;
  const stories = await plans.countRoughly(db);
  return newest ? stories >= newest.stories * (1 + growth) : stories > 0;
};

/** Renews the lease while the work goes on. */
const keepAlive = (
  db: Knex,
  version: number,
  lease: number,
): { isLost: () => boolean; end: () => void } => {
  let lost = false;
  const timer = setInterval(
    () => {
      plans.renewLease(db, version, lease).then(
        (ours) => (lost ||= !ours),
        // The next attempt may succeed; if none does the lease ends by itself.
        () => undefined,
      );
    },
    (lease * 1_000) / 4,
  );
  timer.unref();
  return { isLost: () => lost, end: () => clearInterval(timer) };
};

const fitSample = async (
  db: Knex,
  fitter: Fitter,
  stories: number,
  { sample = SAMPLE, onProgress }: RefitOptions,
  check: () => void,
) => {
  const of = Math.min(sample, stories);
  const times: number[] = [];
  let last: plans.SampleRow | null = null;
  for (let done = 0; done < sample;) {
    check();
    const batch: plans.SampleRow[] = await plans.sampleReadings(
      db,
      last,
      Math.min(BATCH, sample - done),
    );
    if (!batch.length) break;
    await fitter.addToSample(batch.map(({ reading }) => reading));
    for (const { publishedAt } of batch) times.push(publishedAt);
    last = batch.at(-1)!;
    done += batch.length;
    onProgress?.({ step: 'read', done: Math.min(done, of), of });
  }
  onProgress?.({ step: 'fit', done: 0, of: 1 });
  const fitted = await fitter.fit(stories);
  onProgress?.({ step: 'fit', done: 1, of: 1 });
  return { ...fitted, perDay: perDayOf(times) };
};

/** Stories a day, from the middle half, so that a few misdated ones count for nothing. */
const perDayOf = (newestFirst: readonly number[]): number => {
  const quarter = Math.floor(newestFirst.length / 4);
  const days =
    ((newestFirst[quarter] ?? 0) - (newestFirst[newestFirst.length - 1 - quarter] ?? 0)) / DAY;
  return (newestFirst.length - 2 * quarter) / Math.max(1, days);
};

const place = async (
  db: Db,
  fitter: Fitter,
  version: number,
  batch: readonly plans.StoryToPlace[],
): Promise<void> => {
  const filings = await fitter.place(batch);
  await plans.fileVectors(
    db,
    version,
    filings.map((filing, i) => ({ ...batch[i]!, ...filing })),
    batch.map(({ xact }) => xact),
  );
};

/** @returns how many stories were placed */
const placeAll = async (
  db: Knex,
  fitter: Fitter,
  version: number,
  stories: number,
  { onProgress }: RefitOptions,
  check: () => void,
): Promise<number> => {
  let done = 0;
  let next = plans.storiesToPlace(db, '', BATCH);
  for (;;) {
    const batch = await next;
    if (!batch.length) return done;
    check();
    // The database reads on while the vectors are computed.
    next = plans.storiesToPlace(db, batch.at(-1)!.documentId, BATCH);
    next.catch(() => undefined);
    await place(db, fitter, version, batch);
    done += batch.length;
    onProgress?.({ step: 'place', done, of: Math.max(done, stories) });
  }
};

/** Places what was kept since; @returns how many stories that were */
const sweep = async (
  db: Db,
  fitter: Fitter,
  version: number,
  since: string,
  check: () => void,
): Promise<number> => {
  let swept = 0;
  for (;;) {
    check();
    const batch = await plans.storiesChanged(db, version, since, BATCH);
    if (!batch.length) return swept;
    await place(db, fitter, version, batch);
    swept += batch.length;
  }
};

/** The last stories are placed and the space is put in place while no story can be kept: some ms. */
const putInPlace = async (
  db: Knex,
  fitter: Fitter,
  version: number,
  since: string,
  seconds: () => number,
  check: () => void,
): Promise<void> => {
  for (let attempt = 1; ; attempt++) {
    try {
      await db.transaction(async (trx) => {
        await plans.blockKeeping(trx, PATIENCE);
        await sweep(trx, fitter, version, since, check);
        if (!(await plans.makeReady(trx, version, seconds()))) throw new RefitLost(version);
      });
      return;
    } catch (error) {
      if ((error as { code?: string }).code !== LOCK_NOT_AVAILABLE || attempt === FLIP_ATTEMPTS)
        throw error;
      check();
      await sleep(BETWEEN_ATTEMPTS);
      // What was kept meanwhile is placed before publishing is held up again.
      await sweep(db, fitter, version, since, check);
    }
  }
};
