import fc from 'fast-check';
import { inOrder } from '../../../src/plugins/recent-news/server/src/relatedness/best-first';
import {
  choose,
  olderOnly,
  recipeFor,
} from '../../../src/plugins/recent-news/server/src/relatedness/choose';
import {
  numbersOf,
  tellTheSame,
} from '../../../src/plugins/recent-news/server/src/relatedness/duplicates';
import {
  placeIn,
  readStory,
  type Profile,
} from '../../../src/plugins/recent-news/server/src/relatedness/profile';
import {
  lexicalWeightOf,
  rankOf,
} from '../../../src/plugins/recent-news/server/src/relatedness/relatedness';
import {
  DEFAULT_SETTINGS,
  settingsSchema,
  type Settings,
} from '../../../src/plugins/recent-news/server/src/relatedness/settings';
import {
  overlapOf,
  signatureOf,
} from '../../../src/plugins/recent-news/server/src/relatedness/shingles';
import { fitSpace } from '../../../src/plugins/recent-news/server/src/relatedness/space';
import { DAY, type Story } from '../../../src/plugins/recent-news/server/src/relatedness/story';
import { whyOf } from '../../../src/plugins/recent-news/server/src/relatedness/why';
import { sampleArchive } from './sample-archive';

const readings = sampleArchive().map(readStory);
const space = fitSpace(readings.map(({ terms }) => terms));
const archive = readings.map((reading) => placeIn(space, reading));
const by = (id: string): Profile => archive.find((story) => story.id === id)!;
const profile = (story: Story): Profile => placeIn(space, readStory(story));
const settings = (change: Partial<Settings> = {}): Settings => ({ ...DEFAULT_SETTINGS, ...change });
const ids = (
  article: Profile,
  stories: readonly Profile[],
  change: Partial<Settings> = {},
): string[] =>
  choose(article, stories, recipeFor(space, settings(change))).map(({ story }) => story.id);

describe('choose', () => {
  it('lists the other three stories of a running event', () => {
    expect(ids(by('comet-4'), archive).sort()).toEqual(['comet-1', 'comet-2', 'comet-3']);
  });

  it('keeps its invariants for any archive, article and settings, in any order of the archive', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(archive, { minLength: 0 }),
        fc.constantFrom(...archive),
        fc.integer({ min: 1, max: 6 }),
        fc.constantFrom(1, 30, Infinity),
        fc.constantFrom(0, 0.01, 0.5, 1),
        (stories, article, count, halfLife, floor) => {
          const recipe = recipeFor(space, settings({ count, halfLife, floor, allowUpdates: true }));
          const list = choose(article, stories, recipe);
          const chosen = list.map(({ story }) => story);
          expect(chosen).not.toContain(article);
          expect(new Set(chosen).size).toBe(chosen.length);
          expect(chosen.every((story) => stories.includes(story))).toBe(true);
          expect(chosen).toHaveLength(
            Math.min(count, stories.filter((story) => story !== article).length),
          );
          const rungs = ['related', 'topic', 'recent'];
          for (let i = 1; i < list.length; i++) {
            const [before, after] = [list[i - 1]!, list[i]!];
            expect(rungs.indexOf(after.rung)).toBeGreaterThanOrEqual(rungs.indexOf(before.rung));
            if (after.rung === before.rung) expect(after.rank).toBeLessThanOrEqual(before.rank);
          }
          expect(choose(article, [...stories].reverse(), recipe)).toEqual(list);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('goes down the ladder and names the rung', () => {
    const list = choose(
      by('harbour-2'),
      [by('harbour-1'), by('comet-1'), by('budget-1')],
      recipeFor(space, settings({ floor: 0.01 })),
    );
    expect(list.map(({ story, rung }) => [story.id, rung])).toEqual([
      ['harbour-1', 'related'],
      ['budget-1', 'recent'],
      ['comet-1', 'recent'],
    ]);
    const onTopic = choose(
      by('harbour-4'),
      [by('harbour-1'), by('budget-1')],
      recipeFor(space, settings({ floor: 1 })),
    );
    expect(onTopic.map(({ rung }) => rung)).toEqual(['topic', 'recent']);
  });

  it('fills an archive of one, two and three stories', () => {
    for (const size of [0, 1, 2, 3]) {
      const few = readings.slice(0, size);
      const own = fitSpace(few.map(({ terms }) => terms));
      const article = placeIn(own, readings[8]!);
      const list = choose(
        article,
        few.map((reading) => placeIn(own, reading)),
        recipeFor(own, settings()),
      );
      expect(list).toHaveLength(size);
    }
  });

  it('leaves out a second telling of the article and of a story in the list', () => {
    const first = by('vaccine-4');
    const told = profile({
      id: 'told-again',
      beat: 'vaccine',
      publishedAt: first.publishedAt + DAY / 2,
      title: 'Vaccine doses destroyed as store loses power',
      body: 'The clinic threw away 800 doses of measles vaccine after a fridge failed.',
    });
    const stories = [...archive, told];
    expect(ids(first, stories)).not.toContain('told-again');
    expect(
      ids(by('vaccine-2'), stories).filter((id) => id === 'told-again' || id === 'vaccine-4'),
    ).toHaveLength(1);
    expect(ids(first, stories, { allowUpdates: true })).toContain('told-again');
  });

  it('keeps to older stories when asked', () => {
    const list = choose(by('harbour-2'), archive, recipeFor(space, settings(), [olderOnly]));
    expect(list.every(({ story }) => story.publishedAt <= by('harbour-2').publishedAt)).toBe(true);
  });

  it('leaves distant stories to the last rungs', () => {
    const old = profile({
      id: 'old',
      publishedAt: by('comet-1').publishedAt - 1000 * DAY,
      title: 'Comet seen near Saturn by telescope',
      body: 'Astronomers saw a comet.',
    });
    const entry = choose(by('comet-4'), [old], recipeFor(space, settings()))[0]!;
    expect(entry.rung).not.toBe('related');
    expect(
      choose(by('comet-4'), [old], recipeFor(space, settings({ mostDays: Infinity })))[0]!.rung,
    ).toBe('related');
  });
});

describe('rankOf', () => {
  it('has no clock: one half-life newer makes up for half as related, at any date', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.001, max: 1, noNaN: true }),
        fc.integer({ min: 0, max: 4e12 }),
        fc.integer({ min: 1, max: 400 }),
        (relatedness, at, halfLife) => {
          expect(rankOf(relatedness / 2, at + halfLife * DAY, halfLife)).toBeCloseTo(
            rankOf(relatedness, at, halfLife),
            6,
          );
        },
      ),
    );
    expect(rankOf(0.5, 4e12, Infinity)).toBe(-1);
    expect(rankOf(0, 0, 30)).toBe(-Infinity);
  });

  it('moves the fresher of two equals up, and more so with a short half-life', () => {
    expect(rankOf(0.5, 10 * DAY, 5)).toBeGreaterThan(rankOf(1, 0, 5));
    expect(rankOf(0.5, 10 * DAY, 30)).toBeLessThan(rankOf(1, 0, 30));
  });
});

describe('words in common', () => {
  it('count for all without a space, for a part in a small archive, for nothing in a large one', () => {
    expect(lexicalWeightOf(fitSpace([]))).toBe(1);
    expect(lexicalWeightOf(space)).toBeGreaterThan(0.4);
    const large = { ...space, vocabulary: { ...space.vocabulary, stories: 5000 } };
    expect(lexicalWeightOf(large)).toBe(0);
  });
});

describe('two tellings', () => {
  const text =
    'The council of Ostby closed its pool on 14 May after inspectors counted 312 cracks in the 50-metre basin; repairs cost 2.4 million.';
  it('are known by shingles whenever they ran', () => {
    const a = profile({ id: 'a', publishedAt: 0, title: 'Pool closed', body: text });
    const b = profile({
      id: 'b',
      publishedAt: 90 * DAY,
      title: 'Pool closed',
      body: `${text} More soon.`,
    });
    expect(overlapOf(a.signature, b.signature)).toBeGreaterThan(0.6);
    expect(tellTheSame(space, a, b)).toBe(true);
  });

  it('are told from an update by numbers and days', () => {
    const a = profile({
      id: 'a',
      publishedAt: 0,
      title: 'Ostby pool closed over 312 cracks',
      body: text,
    });
    const again =
      'Inspectors counted 312 cracks in the basin of the Ostby pool; the council closed it on 14 May, and repairs will cost 2.4 million.';
    const b = profile({
      id: 'b',
      publishedAt: DAY,
      title: 'Council closes Ostby pool: 312 cracks',
      body: again,
    });
    expect(tellTheSame(space, a, b)).toBe(true);
    expect(tellTheSame(space, a, { ...b, publishedAt: 20 * DAY })).toBe(false);
    const changed = again.replace('312', '95').replace('14 May', '2 June').replace('2.4', '3.1');
    expect(
      tellTheSame(
        space,
        a,
        profile({ id: 'c', publishedAt: DAY, title: 'Council closes Ostby pool', body: changed }),
      ),
    ).toBe(false);
  });

  it('read numbers as they are written', () => {
    expect([...numbersOf({ title: '3 of 1,200', body: '2.5 at 14:30.' })]).toEqual([
      '3',
      '1,200',
      '2.5',
      '14:30',
    ]);
    expect(
      overlapOf(signatureOf({ title: '', body: '' }), signatureOf({ title: '', body: '' })),
    ).toBe(0);
  });
});

describe('whyOf', () => {
  it('names the terms that tie two stories, the rung and the age', () => {
    const article = by('comet-4');
    const [entry] = choose(article, archive, recipeFor(space, settings()));
    const why = whyOf(space, article, entry!);
    expect(why.rung).toBe('related');
    expect(why.terms).toContain('comet');
    expect(why.terms.length).toBeLessThanOrEqual(5);
    expect(why.age).toBeGreaterThan(0);
    expect(why.parts.relatedness).toBeGreaterThan(0.01);
  });
});

describe('inOrder', () => {
  it('yields what a sort yields', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), (numbers) => {
        expect([...inOrder([...numbers], (a, b) => a - b)]).toEqual(
          [...numbers].sort((a, b) => a - b),
        );
      }),
    );
  });
});

describe('settings', () => {
  it('read null as no limit, and refuse nonsense', () => {
    expect(settingsSchema.parse({ halfLife: null }).halfLife).toBe(Infinity);
    expect(settingsSchema.safeParse({ floor: 2 }).success).toBe(false);
    expect(settingsSchema.safeParse({ halfLife: 0 }).success).toBe(false);
  });
});
