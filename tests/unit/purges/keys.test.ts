/** Which keys caches are told, by what an act changed; and in how many jobs and calls. */
import fc from 'fast-check';
import { inCalls, inJobs } from '../../../src/plugins/purges/server/src/batches';
import {
  everything,
  keysOf,
  MOST_AROUND,
  type Change,
  type Filing,
} from '../../../src/plugins/purges/server/src/keys';

const FILING: Filing = {
  pages: 'page-',
  lists: 'articles',
  site: 'site',
  takenBack: ['article.unpublished', 'article.deleted'],
  around: ['site.changed'],
};

const change = (kind: string, id: string, ...more: string[]): Change => ({
  kind,
  tags: [`page-${id}`, `article-${id}`, ...more],
});

const keys = (...changes: Change[]) => keysOf(changes, FILING);

describe('an act', () => {
  it('drops its page at once and the lists softly, and no page that is as it was', () => {
    expect(keys(change('article.updated', 'a', 'topic-sea', 'author-ada', 'shows-b'))).toEqual({
      hard: ['page-a'],
      soft: ['articles'],
    });
  });

  it('drops the pages that show it, and what stood at its address before', () => {
    expect(
      keys(change('article.moved', 'a', 'page-old'), change('recent-news.changed', 'b', 'shows-a')),
    ).toEqual({ hard: ['page-a', 'page-old', 'page-b'], soft: ['articles'] });
  });

  it.each(FILING.takenBack)('%s: no list quotes it once more', (kind) => {
    expect(keys(change('recent-news.changed', 'b'), change(kind, 'a'))).toEqual({
      hard: ['page-b', 'page-a', 'articles'],
      soft: [],
    });
  });

  it('a topic has no page: what shows it is dropped softly, with the pages that name it', () => {
    expect(
      keys({ kind: 'site.changed', tags: ['topic-sea'] }, change('site.changed', 'a', 'topic-sea')),
    ).toEqual({ hard: [], soft: ['topic-sea', 'articles', 'page-a'] });
  });

  it('a page that was changed itself goes hard, whatever else changed around it', () => {
    expect(keys(change('site.changed', 'a'), change('article.updated', 'a'))).toEqual({
      hard: ['page-a'],
      soft: ['articles'],
    });
  });

  it('of many pages with something around them, one key', () => {
    const many = Array.from({ length: MOST_AROUND + 1 }, (_, i) => change('site.changed', `${i}`));
    expect(keys(...many)).toEqual({ hard: [], soft: ['articles', 'site'] });
    expect(keys(...many.slice(1)).soft).toHaveLength(MOST_AROUND + 1);
    expect(keys(...many, change('article.updated', 'a')).hard).toEqual(['page-a']);
  });

  it('ten thousand pages that were taken back are ten thousand keys: none may be read', () => {
    const many = Array.from({ length: 10_000 }, (_, i) => change('article.unpublished', `${i}`));
    expect(keys(...many).hard).toHaveLength(10_001);
  });

  it('leaves out what no header can carry', () => {
    expect(
      keys({ kind: 'article.updated', tags: ['page-ä', 'page-a b', 'page-a,b', 'page-c'] }).hard,
    ).toEqual(['page-c']);
  });
});

it('everything is what shows the site or a list', () => {
  expect(everything(FILING)).toEqual({ hard: ['site', 'articles'], soft: [] });
});

describe('in parts', () => {
  const words = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 40 }), { maxLength: 60 });

  it('jobs carry every key once, the hard ones first, and no more than they may', () => {
    fc.assert(
      fc.property(words, words, fc.integer({ min: 1, max: 25 }), (hard, soft, most) => {
        const jobs = inJobs({ hard, soft }, most);
        expect(jobs.flatMap((job) => job.hard)).toEqual(hard);
        expect(jobs.flatMap((job) => job.soft)).toEqual(soft);
        const sizes = jobs.map((job) => job.hard.length + job.soft.length);
        expect(sizes.every((size) => size > 0 && size <= most)).toBe(true);
        expect(jobs).toHaveLength(Math.ceil((hard.length + soft.length) / most));
      }),
    );
  });

  it('calls carry every key once, and no more keys and bytes than they may', () => {
    fc.assert(
      fc.property(
        words,
        fc.integer({ min: 1, max: 25 }),
        fc.integer({ min: 41, max: 500 }),
        (list, most, bytes) => {
          const calls = inCalls(list, { most, bytes });
          expect(calls.flat()).toEqual(list);
          for (const call of calls) {
            expect(call.length).toBeGreaterThan(0);
            expect(call.length).toBeLessThanOrEqual(most);
            expect(call.join(' ').length).toBeLessThanOrEqual(bytes);
          }
        },
      ),
    );
  });
});
