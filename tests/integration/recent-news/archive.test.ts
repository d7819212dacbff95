/** The archive on a Postgres of its own, as compiled (its thread is a compiled file). */
import fc from 'fast-check';
import createKnex, { type Knex } from 'knex';
import type * as ArchiveModule from '../../../src/plugins/recent-news/server/src/services/archive';
import type { StorySource } from '../../../src/plugins/recent-news/server/src/newsroom';
import {
  choose,
  recipeFor,
  type Choice,
} from '../../../src/plugins/recent-news/server/src/relatedness/choose';
import {
  DEFAULT_SETTINGS,
  MOST_DAYS,
  type Settings,
} from '../../../src/plugins/recent-news/server/src/relatedness/settings';
import { DAY } from '../../../src/plugins/recent-news/server/src/relatedness/story';
import { sampleArchive } from '../../unit/relatedness/sample-archive';
import { makeDatabase } from '../harness';

const { createArchive } =
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- compiled, so without types
  require('../../../dist/src/plugins/recent-news/server/src/services/archive') as typeof ArchiveModule;

jest.setTimeout(120_000);

const sourceOf = (story: ReturnType<typeof sampleArchive>[number]): StorySource => ({
  documentId: story.id,
  title: story.title,
  lead: story.body,
  sections: [],
  publishedAt: story.publishedAt,
  teaser: null,
  language: 'en',
  beat: story.beat ?? null,
  topics: [],
});
const sample = sampleArchive().map(sourceOf);

/** Variations of the sample that are no second tellings of one another. */
const many = (count: number): StorySource[] =>
  Array.from({ length: count }, (_, i) => {
    const own = Array.from({ length: 14 }, (_w, k) => `w${(i * 31 + k * 17) % 997}x`).join(' ');
    const base = sample[i % sample.length]!;
    return {
      ...base,
      documentId: `story-${String(i).padStart(5, '0')}`,
      title: `${base.title} ${own.split(' ')[0]}`,
      sections: [{ heading: 'More', lead: null, bullets: [own] }],
      publishedAt: sample[0]!.publishedAt + i * 0.1 * DAY,
    };
  });

let database: { url: string; drop: () => Promise<void> };
let db: Knex;

beforeAll(async () => {
  database = await makeDatabase();
  db = createKnex({ client: 'pg', connection: database.url, pool: { min: 0, max: 6 } });
});
afterAll(async () => {
  await db?.destroy();
  await database?.drop();
});
beforeEach(() =>
  db.raw(`TRUNCATE recent_news_stories, recent_news_vectors, recent_news_spaces, recent_news_never,
    recent_news_lists`),
);

type Archive = ReturnType<typeof createArchive>;
const keep = (archive: Archive, sources: readonly StorySource[]) =>
  db.transaction((trx) => archive.keep(trx, sources));
const count = async (table: string, where = 'true'): Promise<number> =>
  (await db.raw(`SELECT count(*)::int AS n FROM ${table} WHERE ${where}`)).rows[0].n;
const settings = (change: Partial<Settings> = {}): Settings => ({ ...DEFAULT_SETTINGS, ...change });

const listOf = async (
  archive: Archive,
  source: StorySource,
  change: Partial<Settings> = {},
  exclude: string[] = [],
): Promise<Choice[]> => {
  const profile = await archive.profileOf(db, source);
  const found = await archive.candidates(db, profile, { settings: settings(change), exclude });
  return choose(found.article, found.stories, recipeFor(found.space.space, settings(change)));
};
const ids = (list: readonly Choice[]): string[] => list.map(({ story }) => story.id);

/** From all that is kept, in the space that is there. */
const exactListOf = async (
  archive: Archive,
  source: StorySource,
  change: Partial<Settings> = {},
): Promise<Choice[]> => {
  const article = await archive.profileOf(db, source);
  const { space } = await archive.currentSpace(db);
  const kept: string[] = (
    await db.raw(
      `SELECT document_id FROM recent_news_stories WHERE document_id NOT IN (SELECT document_id FROM recent_news_never)`,
    )
  ).rows.map((row: { document_id: string }) => row.document_id);
  return choose(article, await archive.profiles(db, kept), recipeFor(space, settings(change)));
};

/** Every story stands in the newest space as it is, and nothing else does. */
const expectFiled = async (): Promise<void> => {
  const { rows } = await db.raw(`
    SELECT s.document_id AS story, v.document_id AS filed FROM recent_news_stories s
    FULL JOIN (SELECT * FROM recent_news_vectors WHERE space =
      (SELECT max(version) FROM recent_news_spaces WHERE state = 'ready')) v USING (document_id)
    WHERE s.xact IS DISTINCT FROM v.xact OR s.published_at IS DISTINCT FROM v.published_at`);
  expect(rows).toEqual([]);
};

describe('keep', () => {
  it('reads a story once, writes its teaser, and says what has changed', async () => {
    const archive = createArchive();
    const [first] = await keep(archive, [sample[0]!]);
    expect(first).toMatchObject({ documentId: 'harbour-1', changed: true });
    expect(first!.teaser).toMatch(/^Deckhands walked out/);
    const xact = async (): Promise<string> =>
      (await db.raw('SELECT xact::text FROM recent_news_stories')).rows[0].xact;
    const before = await xact();
    const [again] = await keep(archive, [{ ...sample[0]!, teaser: 'What an editor says.' }]);
    expect(again).toEqual({ ...first, changed: false });
    expect(await xact()).toBe(before);
    const moved = { ...sample[0]!, publishedAt: sample[0]!.publishedAt + DAY };
    expect((await keep(archive, [moved]))[0]!.changed).toBe(true);
    expect(await xact()).not.toBe(before);
    expect(await archive.teasers(db, ['harbour-1', 'nobody'])).toEqual(
      new Map([['harbour-1', first!.teaser]]),
    );
    expect(await archive.count(db)).toBe(1);
  });

  it('takes a story without a sentence, other scripts, and one given twice', async () => {
    const archive = createArchive();
    const bare = { ...sample[0]!, documentId: 'bare', title: '', lead: null };
    const other = {
      ...sample[0]!,
      documentId: 'jp',
      title: '東京の夜間バス',
      topics: ['a,b', '"'],
    };
    const kept = await keep(archive, [bare, other, { ...other, title: '大阪' }]);
    expect(kept.map(({ documentId }) => documentId)).toEqual(['bare', 'jp']);
    expect(kept[0]!.teaser).toBeNull();
    expect((await archive.profiles(db, ['jp']))[0]!.topics).toEqual(['a,b', '"']);
    expect(await keep(archive, [])).toEqual([]);
  });

  it('stores what was computed', async () => {
    const archive = createArchive();
    await keep(archive, sample);
    await archive.refit(db);
    const stored = await archive.profiles(db, [sample[3]!.documentId]);
    const computed = await archive.profileOf(db, sample[3]!);
    expect(stored[0]!.vector).toEqual(computed.vector);
    expect(stored[0]!.terms).toEqual(computed.terms);
    expect(stored[0]!.signature).toEqual(computed.signature);
    expect(stored[0]!.numbers).toEqual(computed.numbers);
  });

  it('is undone with its transaction, and by drop', async () => {
    const archive = createArchive();
    await keep(archive, sample);
    await archive.refit(db);
    await db
      .transaction(async (trx) => {
        await archive.keep(trx, [{ ...sample[0]!, documentId: 'undone' }]);
        throw new Error('undo');
      })
      .catch(() => undefined);
    expect(await archive.count(db)).toBe(sample.length);
    await db.transaction((trx) => archive.drop(trx, ['comet-1', 'nobody']));
    await expectFiled();
    expect(ids(await listOf(archive, sample.at(-2)!))).not.toContain('comet-1');
  });
});

describe('candidates', () => {
  it.each([0, 1, 2, 5, 30])('fill lists in an archive of %i stories', async (size) => {
    const archive = createArchive();
    const stories = many(size);
    const asks = { ...sample[6]!, documentId: 'draft' };
    const expectList = async (): Promise<void> => {
      const list = await listOf(archive, asks, { allowUpdates: true });
      expect(list).toHaveLength(Math.min(3, size));
      expect(ids(list)).toEqual(ids(await exactListOf(archive, asks, { allowUpdates: true })));
    };
    for (const story of stories) await keep(archive, [story]);
    await expectList();
    const report = await archive.refit(db);
    expect(report).toMatchObject({ did: size ? 'refitted' : 'nothing', stories: size });
    expect(report.where).toBe(size ? 'process' : null);
    await expectList();
  });

  it('never hold what must not stand there', async () => {
    const archive = createArchive();
    await keep(archive, sample);
    await archive.refit(db);
    const asks = sample.find(({ documentId }) => documentId === 'comet-4')!;
    expect(ids(await listOf(archive, asks)).sort()).toEqual(['comet-1', 'comet-2', 'comet-3']);
    await archive.never(db, 'comet-2', 'Ed Itor');
    expect(await archive.isNever(db, 'comet-2')).toBe(true);
    expect(await archive.nevers(db, ['comet-2', 'comet-1'])).toMatchObject([
      { documentId: 'comet-2', by: 'Ed Itor' },
    ]);
    const list = ids(await listOf(archive, asks, {}, ['comet-1']));
    expect(list).toHaveLength(3);
    expect(list).toContain('comet-3');
    for (const id of ['comet-1', 'comet-2', 'comet-4']) expect(list).not.toContain(id);
    await archive.never(db, 'comet-2', null);
    expect(ids(await listOf(archive, asks))).toContain('comet-2');
  });

  it('look further where the nearest may not stand there', async () => {
    const archive = createArchive();
    const stories = many(150);
    await keep(archive, stories);
    await archive.refit(db);
    const all = await exactListOf(archive, stories[0]!, { count: 20, allowUpdates: true });
    for (let round = 0; round < 5; round++)
      for (const story of stories.slice(1 + round * 20, 1 + (round + 1) * 20))
        await archive.never(db, story.documentId, 'x');
    expect(all).toHaveLength(20);
    const list = await listOf(archive, stories[0]!, { allowUpdates: true });
    expect(ids(list)).toEqual(ids(await exactListOf(archive, stories[0]!, { allowUpdates: true })));
  });

  it('reach the beat and the topics where the text leads nowhere', async () => {
    const archive = createArchive();
    const old = { ...sample[0]!, publishedAt: sample[0]!.publishedAt - 500 * DAY };
    await keep(archive, [
      ...many(80),
      { ...old, documentId: 'beat', title: 'Quince jelly', lead: null, beat: 'kitchen' },
      { ...old, documentId: 'topic', title: 'Pears', lead: null, topics: ['fruit'] },
    ]);
    await archive.refit(db);
    const asks: StorySource = {
      ...sample[0]!,
      documentId: 'asks',
      title: 'Zymurgy',
      lead: null,
      beat: 'kitchen',
      topics: ['fruit', 'more'],
    };
    const list = await listOf(archive, asks);
    expect(list.map(({ story, rung }) => [story.id, rung]).slice(0, 2)).toEqual([
      ['beat', 'topic'],
      ['topic', 'topic'],
    ]);
    expect(list[2]!.rung).toBe('recent');
  });
});

describe('refit', () => {
  it('runs on a thread, by version, and every process takes the new space up', async () => {
    const archive = createArchive();
    const elsewhere = createArchive();
    await keep(archive, many(60));
    expect(await archive.isRefitDue(db)).toBe(true);
    const steps = new Set<string>();
    const first = await archive.refit(db, {
      workerFrom: 0,
      onProgress: ({ step }) => steps.add(step),
    });
    expect(first).toMatchObject({ did: 'refitted', where: 'worker', stories: 60, cells: 1 });
    expect([...steps]).toEqual(['read', 'fit', 'place']);
    expect(first.dimensions).toBeGreaterThan(10);
    await expectFiled();
    expect((await elsewhere.currentSpace(db)).version).toBe(first.version);
    expect(await archive.refit(db)).toMatchObject({ did: 'nothing', version: first.version });
    await keep(archive, many(71).slice(60));
    expect(await archive.isRefitDue(db)).toBe(false);
    await keep(archive, many(72).slice(71));
    expect(await archive.isRefitDue(db)).toBe(true);
    const before = await elsewhere.profileOf(db, sample[0]!);
    const second = await archive.refit(db);
    expect(second.version).toBeGreaterThan(first.version);
    const found = await elsewhere.candidates(db, before, { settings: DEFAULT_SETTINGS });
    expect(found.space.version).toBe(second.version);
    expect(found.article.vector).toHaveLength(second.dimensions);
    expect(await archive.spaceReport(db)).toMatchObject({ version: second.version, stories: 72 });
  });

  it('gives the same space here and on a thread', async () => {
    const archive = createArchive();
    await keep(archive, many(40));
    const one = await archive.refit(db, { workerFrom: 0 });
    const other = await archive.refit(db, { workerFrom: 1_000, force: true });
    expect([one.where, other.where]).toEqual(['worker', 'process']);
    const { rows } = await db.raw(
      `SELECT count(DISTINCT vector)::int AS n FROM recent_news_vectors GROUP BY document_id`,
    );
    expect(new Set(rows.map(({ n }: { n: number }) => n))).toEqual(new Set([1]));
  });

  it('is done by one at a time', async () => {
    const archives = [createArchive(), createArchive(), createArchive()];
    await keep(archives[0]!, many(50));
    const reports = await Promise.all(archives.map((archive) => archive.refit(db)));
    expect(reports.filter(({ did }) => did === 'refitted')).toHaveLength(1);
    expect(reports.filter(({ did }) => did === 'busy')).toHaveLength(2);
    await expectFiled();
  });

  it('loses nothing that is kept, changed or dropped meanwhile', async () => {
    const archive = createArchive();
    const stories = many(400);
    await keep(archive, stories.slice(0, 300));
    await archive.refit(db);
    let done = false;
    const refits = (async () => {
      for (let round = 0; round < 3; round++)
        await archive.refit(db, { force: true, workerFrom: 0 });
      done = true;
    })();
    const other = createArchive();
    let acts = 0;
    while (!done) {
      const story = stories[acts % 400]!;
      await keep(other, [{ ...story, lead: `${story.lead} Act ${acts}.` }]);
      await db.transaction((trx) => other.drop(trx, [stories[(acts * 7 + 3) % 400]!.documentId]));
      acts++;
    }
    await refits;
    expect(acts).toBeGreaterThan(10);
    await expectFiled();
  });

  it('removes what one that died has left, and old spaces after a while', async () => {
    const archive = createArchive();
    await keep(archive, many(30));
    const first = await archive.refit(db);
    await db.raw(`INSERT INTO recent_news_spaces (state, leased_until) VALUES ('filling', now() - interval '1 s');
      INSERT INTO recent_news_vectors SELECT (SELECT max(version) FROM recent_news_spaces), document_id, cell,
        published_at, xact, vector, vector8 FROM recent_news_vectors WHERE space = ${first.version}`);
    const second = await archive.refit(db, { force: true });
    expect(second.did).toBe('refitted');
    expect(await count('recent_news_spaces', `state = 'filling'`)).toBe(0);
    // The one before may still be in use.
    expect(await count('recent_news_vectors')).toBe(60);
    await db.raw(`UPDATE recent_news_spaces SET superseded_at = superseded_at - interval '1 hour'`);
    await archive.refit(db);
    expect(await count('recent_news_spaces')).toBe(1);
    expect(await count('recent_news_vectors')).toBe(30);
  });

  it('leaves a living one alone, and can be stopped', async () => {
    const archive = createArchive();
    await keep(archive, many(30));
    await db.raw(
      `INSERT INTO recent_news_spaces (state, leased_until) VALUES ('filling', now() + interval '1 min')`,
    );
    expect((await archive.refit(db)).did).toBe('busy');
    await db.raw('TRUNCATE recent_news_spaces');
    const stop = new AbortController();
    stop.abort(new Error('enough'));
    await expect(archive.refit(db, { signal: stop.signal })).rejects.toThrow('enough');
    expect(await count('recent_news_spaces')).toBe(0);
  });

  it('steps back from a long transaction, and does not hold up publishing for long', async () => {
    const archive = createArchive();
    const stories = many(40);
    await keep(archive, stories.slice(0, 30));
    const long = await db.transaction();
    await archive.keep(long, stories.slice(30, 31));
    const refit = archive.refit(db);
    await new Promise((resolve) => setTimeout(resolve, 300));
    const from = performance.now();
    await keep(archive, stories.slice(31));
    expect(performance.now() - from).toBeLessThan(2_000);
    await long.commit();
    expect((await refit).did).toBe('refitted');
    await expectFiled();
    expect(await archive.count(db)).toBe(40);
  });

  it('replaces a space that this version cannot read', async () => {
    const warnings: string[] = [];
    await keep(createArchive(), many(20));
    await createArchive().refit(db);
    await db.raw(
      `UPDATE recent_news_spaces SET bytes = overlay(bytes PLACING '\\x00000063'::bytea FROM 5)`,
    );
    const archive = createArchive({ warn: (message) => warnings.push(message) });
    expect(await listOf(archive, sample[0]!)).toHaveLength(3);
    expect(warnings).toEqual([expect.stringMatching(/format 99.*refit/)]);
    expect(await archive.isRefitDue(db)).toBe(true);
    await archive.refit(db);
    expect((await archive.currentSpace(db)).space.dimensions).toBeGreaterThan(0);
  });
});

describe('readersFor', () => {
  const options = { settings: DEFAULT_SETTINGS, window: 30, limit: 50, margin: 0.1 };
  const fileList = (id: string, rank: number | null, rung: string | null): Promise<unknown> =>
    db.raw(
      `INSERT INTO recent_news_lists (document_id, space, third_rank, third_rung, length)
       VALUES (?, (SELECT max(version) FROM recent_news_spaces WHERE state = 'ready'), ?, ?, 3)
       ON CONFLICT (document_id) DO UPDATE SET third_rank = excluded.third_rank, third_rung = excluded.third_rung`,
      [id, rank, rung],
    );

  it('names the pages whose last entry the story beats, the greatest gain first', async () => {
    const archive = createArchive();
    await keep(archive, sample);
    await archive.refit(db);
    const [story] = await archive.profiles(db, ['comet-4']);
    expect(await archive.readersFor(db, story!, options)).toEqual([]);
    // As the lists would be without the story.
    const others = sample.filter(({ documentId }) => documentId !== 'comet-4');
    const gains = new Map<string, number>();
    for (const other of others) {
      const { space } = await archive.currentSpace(db);
      const all = await archive.profiles(
        db,
        others.map(({ documentId }) => documentId),
      );
      const [page] = await archive.profiles(db, [other.documentId]);
      const last = choose(page!, all, recipeFor(space, DEFAULT_SETTINGS))[2]!;
      await fileList(other.documentId, last.rank, last.rung);
      const list = await exactListOf(archive, other);
      const entry = list.find(({ story: { id } }) => id === 'comet-4');
      const beats = entry && (entry.rung !== last.rung || entry.rank - last.rank > options.margin);
      if (beats)
        gains.set(other.documentId, entry.rung === last.rung ? entry.rank - last.rank : Infinity);
    }
    const readers = await archive.readersFor(db, story!, options);
    expect(gains.size).toBeGreaterThanOrEqual(3);
    expect([...readers].sort()).toEqual([...gains.keys()].sort());
    expect(await archive.readersFor(db, story!, { ...options, limit: 1 })).toEqual([readers[0]]);
    expect(await archive.readersFor(db, story!, { ...options, limit: 0 })).toEqual([]);
    await archive.never(db, 'comet-4', 'x');
    expect(await archive.readersFor(db, story!, options)).toEqual([]);
  });

  it('passes over locked lists and those outside the window, and fills short ones', async () => {
    const archive = createArchive();
    await keep(archive, sample);
    await archive.refit(db);
    const [story] = await archive.profiles(db, ['comet-4']);
    await fileList('comet-1', Infinity, 'related');
    await fileList('comet-2', null, null);
    await fileList('comet-3', 1e9, 'related');
    expect(await archive.readersFor(db, story!, options)).toEqual(['comet-2']);
    expect(await archive.readersFor(db, story!, { ...options, window: 1 })).toEqual([]);
  });

  it('looks as far as any setting may say', async () => {
    const archive = createArchive();
    await keep(archive, sample);
    await archive.refit(db);
    const widest = { mostDays: MOST_DAYS };
    const [story] = await archive.profiles(db, ['comet-4']);
    await fileList('comet-2', null, null);
    const asks = { ...options, settings: settings(widest), window: MOST_DAYS };
    expect(await archive.readersFor(db, story!, asks)).toEqual(['comet-2']);
    expect(await listOf(archive, sample[0]!, widest)).toHaveLength(3);
  });
});

describe('duplicates', () => {
  it('are found near the story and in the whole archive, each pair once', async () => {
    const archive = createArchive();
    const copy = {
      ...sample[5]!,
      documentId: 'a-copy',
      lead: `${sample[5]!.lead} Details follow.`,
      publishedAt: sample[5]!.publishedAt + 200 * DAY,
    };
    await keep(archive, [...sample, copy]);
    await archive.refit(db);
    const pairs = async (limit?: number): Promise<unknown[]> => {
      const found: unknown[] = [];
      for await (const pair of archive.allDuplicates(db, { limit })) found.push(pair);
      return found;
    };
    const expected = [{ a: 'a-copy', b: sample[5]!.documentId, overlap: expect.any(Number) }];
    expect(await pairs()).toEqual(expected);
    expect(await pairs(100)).toEqual(expected);
    const [profile] = await archive.profiles(db, ['a-copy']);
    expect(await archive.duplicatesOf(db, profile!)).toMatchObject([{ id: sample[5]!.documentId }]);
  });
});

describe('whatever happens', () => {
  it('a look-up finds what comparing with every story finds', async () => {
    const stories = many(60);
    const act = fc.oneof(
      fc.record({ do: fc.constant('keep' as const), story: fc.nat(59), edit: fc.nat(2) }),
      fc.record({ do: fc.constant('drop' as const), story: fc.nat(59) }),
      fc.record({ do: fc.constant('never' as const), story: fc.nat(59), by: fc.boolean() }),
      fc.record({ do: fc.constant('refit' as const), force: fc.boolean() }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(act, { minLength: 5, maxLength: 25 }),
        fc.nat(59),
        async (acts, asks) => {
          await db.raw(`TRUNCATE recent_news_stories, recent_news_vectors, recent_news_spaces,
            recent_news_never`);
          const archive = createArchive();
          await keep(archive, stories.slice(0, 25));
          for (const each of acts) {
            if (each.do === 'keep') {
              const story = stories[each.story]!;
              await keep(archive, [{ ...story, lead: `${story.lead} Edit ${each.edit}.` }]);
            } else if (each.do === 'drop') {
              await db.transaction((trx) => archive.drop(trx, [stories[each.story]!.documentId]));
            } else if (each.do === 'never') {
              await archive.never(db, stories[each.story]!.documentId, each.by ? 'x' : null);
            } else {
              await archive.refit(db, { force: each.force });
              await expectFiled();
            }
          }
          const list = await listOf(archive, stories[asks]!);
          expect(ids(list)).toEqual(ids(await exactListOf(archive, stories[asks]!)));
        },
      ),
      { numRuns: 20 },
    );
  });
});
