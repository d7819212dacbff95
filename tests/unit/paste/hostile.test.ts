import fc from 'fast-check';
import { parsePage } from '../../../src/api/article/paste';
import type { ParsedPage, PasteFormat } from '../../../src/api/article/paste';
import { lostWords, wordsOfInput, wordsOfPage } from './words';

const FORMATS: readonly PasteFormat[] = ['text', 'html', 'markdown'];

const EMPTY: ParsedPage = {
  article: {
    title: null,
    byline: null,
    firstPublishedAt: null,
    lead: null,
    sourceTitle: null,
    sourceUrl: null,
    outline: [],
    relatedNews: [],
  },
  newsletter: null,
  chrome: [],
  unplaced: [],
  problems: [],
};

describe.each(FORMATS)('%s', (format) => {
  test.each(['', ' \n\t\r\n ', '\uFEFF', '\u200B\n\u00A0'])('nothing from %j', (input) => {
    expect(parsePage(input, format)).toEqual(EMPTY);
  });

  test('no input makes it throw', () => {
    const bits = fc.constantFrom(
      ...'\n|\n\n|<|>|</|<p>|</p>|<ul><li>|<b>|<!--|-->|&|&#0;|"|\'|*|**|_|[|](|)|`|```|#|- |1. |> |\\||•|: |. |By |Source: |Recent News\n|\0|\uD800|é|\u200F|https://|2025-|x y'.split(
        '|',
      ),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary', maxLength: 200 }),
          fc.array(bits, { maxLength: 60 }).map((list) => list.join('')),
        ),
        (input) => {
          const page = parsePage(input, format);
          for (const { line } of [...page.unplaced, ...page.problems]) {
            expect(line).toBeGreaterThanOrEqual(1);
            expect(line).toBeLessThanOrEqual(input.split(/\r\n?|\n/u).length);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('depth', () => {
  test('10,000 nested divs keep their text', () => {
    const page = parsePage(
      `<h1>T</h1>${'<div>'.repeat(10_000)}A lead.${'</div>'.repeat(10_000)}`,
      'html',
    );
    expect(page.article).toMatchObject({ title: 'T', lead: 'A lead.' });
    expect(page.problems).toMatchObject([{ line: 1 }]);
  });

  test('10,000 nested lists keep every item', () => {
    const items = Array.from({ length: 10_000 }, (_, index) => `<ul><li>item ${index}\n`).join('');
    const page = parsePage(
      `<h1>T</h1><p>A lead.</p><h2>S</h2>${items}${'</li></ul>'.repeat(10_000)}`,
      'html',
    );
    const words = page.article.outline[0]?.bullets.map(({ text }) => text).join(' ') ?? '';
    expect(words.split(' ').filter((word) => word === 'item')).toHaveLength(10_000);
  });

  test('Markdown markers 10,000 deep', () => {
    expect(
      parsePage(`# T\n\n## S\n\n${'- '.repeat(10_000)}deep`, 'markdown').article.outline,
    ).toMatchObject([{ bullets: [{ text: 'deep' }] }]);
    expect(parsePage(`# T\n\n${'> '.repeat(10_000)}deep`, 'markdown').unplaced).toMatchObject([
      { text: 'deep' },
    ]);
  });
});

/**
 * Input that invites a parser to look at everything again for each character. Each must end, within
 * the test's own limit, and lose nothing; how the time grows is measured by `npm run bench -- paste`.
 */
describe('much of the same ends, and nothing is lost', () => {
  const lost = (input: string, format: PasteFormat): string[] =>
    lostWords(wordsOfInput(input, format), wordsOfPage(parsePage(input, format)), '').slice(0, 5);

  test.each<[string, PasteFormat, string, number]>([
    ['bullets', 'text', '• a bullet here\n', 5_000],
    ['one run of lines', 'text', 'words of one line\n', 2_000],
    ['related', 'text', 'Recent News\n\nHeadline here\n\nA teaser that says more.\n\n', 1_500],
    ['labels', 'text', 'Written by\nPublished on\n', 2_000],
    ['spans', 'html', '<span>x</span> ', 4_000],
    ['open attributes', 'html', '<a href="', 10_000],
    ['open comments', 'html', '<!--', 50_000],
    ['less-than signs', 'html', '<', 200_000],
    ['line breaks', 'html', 'a line<br>', 2_000],
    ['list', 'markdown', '- an item of words\n', 1_200],
    ['paragraphs', 'markdown', 'A paragraph *of* [words](/x).\n\n', 500],
    ['brackets', 'markdown', '[[[[[[[[\n', 2_000],
    ['stars', 'markdown', '*a **b\n', 2_000],
  ])('%s (%s)', (_, format, unit, count) => {
    const input = unit.repeat(count * 4);
    expect(lost(input, format)).toEqual([]);
  });

  // The reader of words recurses, so these are judged by what the parser says of them.
  test.each([
    ['<b>x ', 10_000],
    ['<div>x', 12_000],
  ])('%j, never closed', (unit, count) => {
    expect(parsePage(unit.repeat(count), 'html').problems).not.toEqual([]);
  });

  test.each<[PasteFormat, string]>([
    ['text', 'word '],
    ['text', '- '],
    ['html', '&nbsp;'],
    ['markdown', 'word '],
    ['markdown', '['],
  ])('5 MB on one line (%s, %j)', (format, unit) => {
    const input = unit.repeat(5_000_000 / unit.length);
    expect(lost(input, format)).toEqual([]);
  });
});

test('a text that the HTML parser places behind the end is on the last line', () => {
  expect(parsePage('&\n<ul><li>1. ', 'html').unplaced).toEqual([
    { line: 1, text: '&' },
    { line: 2, text: '1.' },
  ]);
});
