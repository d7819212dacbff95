import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { detectFormat, parsePage } from '../../../src/api/article/paste';
import type { PasteFormat } from '../../../src/api/article/paste';
import { lostWords, wordsOfInput, wordsOfPage } from './words';

const PAGES = path.resolve(__dirname, '../../fixtures/pages');
const FORMATS: readonly PasteFormat[] = ['text', 'html', 'markdown'];

/** The one thing that changes its words on the way: the date that becomes firstPublishedAt. */
const DATES = [
  'March 3, 2025, 10:15 AM ET',
  '3 Mar 2025 14:05 UTC',
  'November 13, 2025',
  '13/11/2025',
  '3 March 2025',
  'March 3, 2025',
  '2025-03-03',
  'April 9, 2024',
];

interface Page {
  name: string;
  input: string;
  format: PasteFormat;
}

const pages: Page[] = readdirSync(PAGES)
  .filter((name) => !name.endsWith('.json'))
  .map((name) => {
    const input = readFileSync(path.join(PAGES, name), 'utf8');
    return { name, input, format: detectFormat(input) };
  });

const expectNothingLost = (input: string, format: PasteFormat): void => {
  const page = parsePage(input, format);
  const ofInput = wordsOfInput(input, format);
  const ofPage = wordsOfPage(page);
  // Which date became the field is not known once lines moved: any one of them may be gone.
  const allowances = page.article.firstPublishedAt === null ? [''] : ['', ...DATES];
  const losses = allowances.map((allowed) => lostWords(ofInput, ofPage, allowed));
  if (losses.every((lost) => lost.length > 0)) {
    throw new Error(`lost: ${JSON.stringify(losses)}\n${input}\n${JSON.stringify(page, null, 1)}`);
  }
};

const garbage = fc.oneof(
  fc.constantFrom(
    'Zanzibar quokka flummox',
    'A stray sentence with plinths in it.',
    'Stray heading: it says something about plovers.',
    '• a stray bullet on plovers',
    '- another stray bullet',
    '2. a numbered stray',
    'By Quentin Stray',
    'Written by',
    'Published on',
    'Updated April 9, 2024',
    'Published: 09/11/2024',
    '31 February 2024',
    'Source: Strays Weekly',
    'https://stray.example/page',
    'Recent News',
    'Related: A stray headline',
    'Read more',
    'Subscribe',
    'Sign up for our stray newsletter',
    'Advertisement',
    'He said: “Strays are welcome.”',
    '---',
    '',
    '​',
  ),
  fc.stringMatching(/^[A-Za-z .:?“”•|]{1,40}$/),
);

type Mutation =
  | { do: 'drop' | 'double'; at: number }
  | { do: 'move'; at: number; to: number }
  | { do: 'insert'; at: number; text: string };

const at = fc.nat(400);
const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.record({ do: fc.constantFrom('drop' as const, 'double' as const), at }),
  fc.record({ do: fc.constant('move' as const), at, to: at }),
  fc.record({ do: fc.constant('insert' as const), at, text: garbage }),
);

const mutate = (lines: readonly string[], mutations: readonly Mutation[]): string[] => {
  const result = [...lines];
  for (const step of mutations) {
    const at = result.length === 0 ? 0 : step.at % result.length;
    if (step.do === 'insert') result.splice(at, 0, step.text);
    else if (step.do === 'move') {
      const to = step.to % Math.max(result.length, 1);
      result.splice(to, 0, ...result.splice(at, 1));
    } else if (step.do === 'drop') result.splice(at, 1);
    else result.splice(at, 0, result[at] ?? '');
  }
  return result;
};

describe('nothing is dropped silently', () => {
  test.each(pages)('$name as it is', ({ input, format }) => {
    expectNothingLost(input, format);
  });

  // A page read in the wrong format is a bad page, but still loses nothing. (Markup read as text
  // is text; text read as HTML loses what looks like tags, so HTML is left out.)
  test.each(pages.filter((page) => page.format !== 'html'))(
    '$name read as the other format',
    ({ input, format }) => {
      expectNothingLost(input, format === 'text' ? 'markdown' : 'text');
    },
  );

  test.each(FORMATS)('%s pages with lines moved, dropped, doubled and strays between', (format) => {
    const own = pages.filter((page) => page.format === format);
    fc.assert(
      fc.property(
        fc.constantFrom(...own),
        fc.array(mutation, { minLength: 1, maxLength: 12 }),
        ({ input }, mutations) => {
          expectNothingLost(mutate(input.split('\n'), mutations).join('\n'), format);
        },
      ),
      { numRuns: Number(process.env['PASTE_RUNS'] ?? 120) },
    );
  });
});
