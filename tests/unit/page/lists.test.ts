import fc from 'fast-check';
import { readCursor, writeCursor } from '../../../src/api/article/page/cursor';
import { readListQuery } from '../../../src/api/article/page/list-query';
import { modifiedAtOf, substanceOf } from '../../../src/api/article/page/substance';
import type { PageData } from '../../../src/api/article/page/types';
import { isStorable } from '../../../src/api/article/text/text-rules';
import { isReserved } from '../../../src/api/article/slug';

const page = (more: Partial<PageData> = {}): PageData => ({
  documentId: 'd',
  slug: 's',
  title: 'Title',
  lead: null,
  byline: null,
  language: 'en',
  authors: [],
  topics: [],
  firstPublishedAt: '2026-11-01T00:00:00.000Z',
  modifiedAt: '2026-11-01T00:00:00.000Z',
  updatedAt: '2026-11-01T00:00:00.000Z',
  sourceTitle: null,
  sourceUrl: null,
  cover: null,
  newsletter: null,
  sections: [],
  relatedNews: [],
  ...more,
});

describe('the query of the list', () => {
  test('comes back as places, dates and directions', () => {
    const after = writeCursor({ firstPublishedAt: '2026-11-02T00:00:00.000Z', slug: 'x' });
    expect(
      readListQuery({ topic: 'ai', from: '2026-11-01', to: '2026-12-01T01:00:00+01:00', after }),
    ).toEqual({
      sort: 'firstPublishedAt',
      descending: true,
      page: 1,
      pageSize: 25,
      after: { firstPublishedAt: '2026-11-02T00:00:00.000Z', slug: 'x' },
      filter: {
        topic: 'ai',
        author: null,
        from: '2026-11-01T00:00:00.000Z',
        to: '2026-12-01T00:00:00.000Z',
      },
    });
  });

  test.each([
    [{ after: 'nonsense' }, 'after: is no cursor'],
    [
      {
        sort: 'title',
        after: writeCursor({ firstPublishedAt: '2026-11-02T00:00:00.000Z', slug: 'x' }),
      },
      'after: goes with sort=firstPublishedAt only',
    ],
    [
      {
        page: '2',
        after: writeCursor({ firstPublishedAt: '2026-11-02T00:00:00.000Z', slug: 'x' }),
      },
      'after: goes without page',
    ],
    [{ from: 'yesterday' }, 'from: must be a day like'],
    [{ topic: ['a', 'b'] }, 'topic: must be the slug of one topic'],
    [{ pageSize: '101' }, 'pageSize: must be a whole number from 1 to 100'],
    [{ colour: 'red' }, 'unknown: colour; known are topic, author'],
  ])('%j is refused', (query, message) => {
    expect(() => readListQuery(query)).toThrow(message);
  });

  test('a cursor comes back as it was, and nothing else is one', () => {
    fc.assert(
      fc.property(
        fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('2100-01-01') }),
        // As slugs are: whatever else stands there was never written by us.
        fc.string({ minLength: 1, maxLength: 200 }).filter(isStorable),
        (date, slug) => {
          const place = { firstPublishedAt: date.toISOString(), slug };
          expect(readCursor(writeCursor(place))).toEqual(place);
        },
      ),
    );
    fc.assert(fc.property(fc.string(), (text) => readCursor(text) === null));
  });

  test.each([
    ['a null byte', '2026-01-01T00:00:00Z', '\u0000'],
    ['half of a surrogate pair', '2026-01-01T00:00:00Z', '\ud83d'],
    ['a slug that is too long', '2026-01-01T00:00:00Z', 's'.repeat(201)],
    ['the year 0', '0000-01-01T00:00:00Z', 's'],
  ])('a cursor with %s is refused by its name', (_what, firstPublishedAt, slug) => {
    const after = writeCursor({ firstPublishedAt, slug });
    expect(() => readListQuery({ after })).toThrow('after: is no cursor');
  });
});

describe('a change in substance', () => {
  const before = (data: PageData, modifiedAt: string) => ({
    substance: substanceOf(data),
    modifiedAt,
  });
  const now = '2026-11-20T00:00:00.000Z';

  test('the first publish is none: the story was last changed when it was first published', () => {
    expect(modifiedAtOf(page(), substanceOf(page()), undefined, now)).toBe(
      '2026-11-01T00:00:00.000Z',
    );
  });

  test('Recent News, the newsletter and the names of topics are none', () => {
    const other = page({
      relatedNews: [{ headline: 'H', teaser: null, url: null, origin: 'machine' }],
      newsletter: { text: 'N', buttonLabel: null, url: null },
      topics: [{ name: 'AI', slug: 'ai' }],
      updatedAt: now,
    });
    const was = before(page(), '2026-11-05T00:00:00.000Z');
    expect(modifiedAtOf(other, substanceOf(other), was, now)).toBe('2026-11-05T00:00:00.000Z');
  });

  test.each([
    { title: 'T' },
    { lead: 'L' },
    { byline: 'B' },
    { sourceUrl: 'https://s.example' },
    { sections: [{ heading: 'H', lead: null, bullets: [] }] },
  ])('%j is one', (change) => {
    const other = page(change);
    expect(
      modifiedAtOf(other, substanceOf(other), before(page(), '2026-11-05T00:00:00.000Z'), now),
    ).toBe(now);
  });

  test('a story dated ahead has not changed before it was published', () => {
    const ahead = page({ title: 'T', firstPublishedAt: '2027-01-01T00:00:00.000Z' });
    expect(modifiedAtOf(ahead, substanceOf(ahead), before(page(), now), now)).toBe(
      '2027-01-01T00:00:00.000Z',
    );
  });
});

test('addresses that a site keeps for itself', () => {
  expect(['search', 'Topics', 'rss.xml', 'sitemap-12.xml', 'api'].filter(isReserved)).toHaveLength(
    5,
  );
  expect(['Index', 'index.html', '404.html', 'favicon.svg'].filter(isReserved)).toHaveLength(4);
  expect(
    ['indexed', 'v2.0', 'story.html', 'searching', 'topics-of-2026', 'sitemap', 'rss'].filter(
      isReserved,
    ),
  ).toEqual([]);
});
