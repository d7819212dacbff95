import { readArticleJson } from '../../../src/api/article/transfer/article-json';
import { recall, remember, settleDate } from '../../../src/api/article/transfer/import-memory';

const [A, B, C] = ['2026-01-01', '2026-01-02', '2026-01-03'].map(
  (day) => `${day}T00:00:00.000Z`,
) as [string, string, string];

test('what an article remembers of its import, and what earlier versions remembered', () => {
  for (const date of [A, null, undefined])
    expect(recall(remember({ hash: 'h-_', date }))).toEqual({ hash: 'h-_', date });
  expect(recall('h-_')).toEqual({ hash: 'h-_', date: undefined });
  expect(recall(null)).toBeNull();
});

describe('the date of first publication', () => {
  const settle = (
    given: string | null,
    stored: string | null,
    remembered: string | null | undefined,
    { everPublished = false, overwrite = false } = {},
  ) =>
    settleDate({
      given,
      stored: stored === null ? null : new Date(stored),
      remembered,
      everPublished,
      overwrite,
    });
  const stays = (remembers: string | null | undefined) => ({ write: false, remembers, note: null });
  const taken = (remembers: string) => ({ write: true, remembers, note: null });

  test('what is not said, and what is so already', () => {
    expect(settle(null, A, A)).toEqual(stays(A));
    expect(settle(null, A, undefined)).toEqual(stays(undefined));
    expect(settle('2026-01-01T01:00:00+01:00', A, undefined)).toEqual(stays(A));
  });
  test('a corrected date of a draft is taken', () => {
    expect(settle(B, A, A)).toEqual(taken(B));
    expect(settle(B, null, null)).toEqual(taken(B));
    expect(settle(B, null, undefined)).toEqual(taken(B));
  });
  test('a date that a person has set is theirs', () => {
    expect(settle(A, B, A)).toEqual(stays(A));
    expect(settle(A, null, A)).toEqual(stays(A));
    for (const remembered of [B, undefined])
      expect(settle(C, A, remembered)).toMatchObject({
        write: false,
        remembers: remembered,
        note: expect.stringContaining(`${C}, but the draft has ${A}`),
      });
    expect(settle(C, A, B, { overwrite: true })).toEqual(taken(C));
  });
  test('after the first publish it cannot change, and that is said', () => {
    for (const overwrite of [false, true])
      expect(settle(B, A, A, { everPublished: true, overwrite })).toMatchObject({
        write: false,
        note: expect.stringContaining(`${B}, but the story was first published with ${A}`),
      });
  });
});

test('our own JSON: what is wrong, where, and what would be right', () => {
  const told = (value: unknown) =>
    readArticleJson(value).problems.map(({ place, message }) => `${place}: ${message}`);
  expect(told([])).toEqual(['article: must be an object, but is a list']);
  expect(
    told({
      title: 5,
      lead: true,
      status: 'live',
      firstPublishedAt: '2026-03-12',
      relatedNews: [{ headlin: 'x' }],
      sourceUrls: 'x',
      topics: [{ name: '' }],
    }),
  ).toEqual([
    'title: must be a text, but is a number',
    'lead: must be a text, but is true or false',
    'topics[0].name: must have some text',
    'relatedNews[0].headlin: is unknown; compare its spelling with what export writes, or leave it out',
    'firstPublishedAt: must be a date and time with its zone, like 2026-11-24T09:30:00Z, but is "2026-03-12"',
    'status: must be draft or published or modified, but is "live"',
    'sourceUrls: is unknown; compare its spelling with what export writes, or leave it out',
  ]);
  expect(told({ lead: 'x' })).toEqual(['title: is missing; it must be a text']);
});
