import fc from 'fast-check';
import { parsePage } from '../../../src/api/article/paste';
import type { ParsedPage, PasteFormat } from '../../../src/api/article/paste';

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

describe('time grows with the length, not with its square', () => {
  const cpu = (input: string, format: PasteFormat): number => {
    const before = process.cpuUsage().user;
    parsePage(input, format);
    return (process.cpuUsage().user - before) / 1000;
  };

  // Sizes so that a square would show: four times the input may take eight times as long (the
  // noise of garbage collection is below two), while a square would take sixteen.
  test.each<[string, PasteFormat, string, number]>([
    ['bullets', 'text', '• a bullet here\n', 5_000],
    ['one run of lines', 'text', 'words of one line\n', 2_000],
    ['related', 'text', 'Recent News\n\nHeadline here\n\nA teaser that says more.\n\n', 1_500],
    ['labels', 'text', 'Written by\nPublished on\n', 2_000],
    ['spans', 'html', '<span>x</span> ', 4_000],
    ['open bold', 'html', '<b>x ', 2_500],
    ['open divs', 'html', '<div>x', 3_000],
    ['open attributes', 'html', '<a href="', 10_000],
    ['open comments', 'html', '<!--', 50_000],
    ['less-than signs', 'html', '<', 200_000],
    ['line breaks', 'html', 'a line<br>', 2_000],
    ['list', 'markdown', '- an item of words\n', 1_200],
    ['paragraphs', 'markdown', 'A paragraph *of* [words](/x).\n\n', 500],
    ['brackets', 'markdown', '[[[[[[[[\n', 2_000],
    ['stars', 'markdown', '*a **b\n', 2_000],
  ])('%s (%s)', (_, format, unit, count) => {
    cpu(unit.repeat(count), format);
    const small = Math.min(cpu(unit.repeat(count), format), cpu(unit.repeat(count), format));
    const large = cpu(unit.repeat(count * 4), format);
    expect(large).toBeLessThan(Math.max(small, 20) * 8);
  });

  test.each<[PasteFormat, string]>([
    ['text', 'word '],
    ['text', '.”'],
    ['text', 'Aa: '],
    ['text', '- '],
    ['html', '&nbsp;'],
    ['markdown', 'word '],
    ['markdown', '*a '],
    ['markdown', '['],
  ])('5 MB on one line (%s, %j) within seconds', (format, unit) => {
    expect(cpu(unit.repeat(5_000_000 / unit.length), format)).toBeLessThan(5_000);
  });
});
