import fc from 'fast-check';
import { extractive } from '../../../src/plugins/recent-news/server/src/teasers/extractive';
import type { Story } from '../../../src/plugins/recent-news/server/src/teasers/provider';

/** As a scorer would look at it: sentences by UAX #29 within each line, words of letters and digits. */
const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });
const sentences = (text: string): string[] =>
  text
    .split(/\n+/)
    .flatMap((line) => [...segmenter.segment(line)].map(({ segment }) => segment.trim()))
    .filter(Boolean);
const tokens = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
const isCutOf = (teaser: string, sentence: string): boolean => {
  const wanted = tokens(teaser);
  let i = 0;
  for (const token of tokens(sentence)) if (token === wanted[i]) i++;
  return i === wanted.length;
};

const word = fc.constantFrom(
  'the',
  'board',
  'Lowick',
  'ferry',
  'approved',
  '14',
  '1,100',
  'which',
  'who',
  'said',
  'police',
  'according',
  'to',
  'However,',
  'But',
  'In this paper,',
  'we',
  'propose',
  'was',
  '(WBB)',
  '– a port –',
  ', making',
  ', which',
  'closed,',
  'and',
  '“quote',
  'unquote”',
  '"',
  'Dr.',
  'U.S.',
  'it',
  'They',
  'e.g.',
  'harbour',
  'terminal;',
  'opened',
  'in',
  'spring',
);
const sentence = fc
  .array(word, { minLength: 1, maxLength: 45 })
  .chain((list) => fc.constantFrom('.', '!', '?', '…', '', ':').map((end) => list.join(' ') + end));
const prose = fc.array(sentence, { maxLength: 8 }).map((list) => list.join(' '));
const body = fc.array(prose, { maxLength: 4 }).map((list) => list.join('\n'));

describe('whatever the story', () => {
  it('is a cut of one sentence of at most 200 characters that breaks no promise', () => {
    fc.assert(
      fc.property(body, fc.oneof(fc.constant(''), sentence), (text, title) => {
        const written = extractive.write({ id: 'p', title, body: text, language: 'en' });
        if (!written) return;
        const { teaser } = written;
        expect(teaser.trim()).toBe(teaser);
        expect(teaser.length).toBeLessThanOrEqual(200);
        expect(sentences(teaser)).toHaveLength(1);
        expect(sentences(text).some((source) => isCutOf(teaser, source))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('never throws on any Unicode at all, lone surrogates and nulls included', () => {
    const anything = fc.string({ unit: 'binary', maxLength: 400 });
    const text = fc.oneof(
      anything,
      fc.string({ unit: 'grapheme', maxLength: 400 }),
      fc
        .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 200 })
        .map((codes) => String.fromCharCode(...codes)),
    );
    const story: fc.Arbitrary<Story> = fc.record({
      id: fc.string(),
      title: text,
      body: text,
      lead: fc.option(text),
      language: fc.option(
        fc.oneof(
          fc.string({ maxLength: 8 }),
          fc.constantFrom('en', 'de', 'ar', 'ja', 'zz-ZZ', 'constructor', '__proto__'),
        ),
        { nil: undefined },
      ),
      sections: fc.option(
        fc.array(
          fc.record({
            heading: text,
            lead: fc.option(text),
            bullets: fc.array(text, { maxLength: 2 }),
          }),
          { maxLength: 2 },
        ),
        { nil: undefined },
      ),
    });
    fc.assert(
      fc.property(story, (given) => {
        const written = extractive.write(given);
        if (written) {
          expect(written.teaser.length).toBeLessThanOrEqual(200);
          expect(written.teaser).not.toMatch(/[\r\n]/);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('writes the same twice', () => {
    fc.assert(
      fc.property(body, (text) => {
        const given = { id: 'p', title: 'Ferry terminal', body: text };
        expect(extractive.write(given)).toEqual(extractive.write(given));
      }),
      { numRuns: 50 },
    );
  });
});
