import fc from 'fast-check';
import { composed, fold } from '../../../src/api/article/search/fold';
import {
  highlightAll,
  highlightPart,
  spansOf,
  START,
  STOP,
  unmarked,
} from '../../../src/api/article/search/highlight';
import { isTyping, wordsOf } from '../../../src/api/article/search/words';

const unescaped = (html: string): string =>
  html
    .replace(/<\/?mark>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

test('a word that is cut short is cut between characters', () => {
  fc.assert(
    fc.property(fc.nat(70), fc.nat(70), (plain, wide) => {
      const [word = ''] = wordsOf('a'.repeat(plain) + '𠀀'.repeat(wide));
      expect(word.isWellFormed()).toBe(true);
      expect(Array.from(word)).toHaveLength(Math.min(60, plain + wide));
    }),
  );
});

describe('folding', () => {
  test.each([
    ['Café Übergröße', 'cafe ubergroße'],
    ['ŁÓDŹ, Malmø', 'lodz, malmo'],
    ['İstanbul', 'istanbul'],
    ['Ёлка', 'елка'],
    ['北京 2026', '北京 2026'],
  ])('%s is searched as %s', (text, folded) => {
    expect(fold(composed(text))).toBe(folded);
  });

  test('keeps every place where it is, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        const shown = composed(text);
        expect(fold(shown)).toHaveLength(shown.length);
        expect(fold(fold(shown))).toBe(fold(shown));
      }),
    );
  });
});

describe('words of a query', () => {
  test('are folded, each once, without what is no word', () => {
    expect(wordsOf(`  The "RESERVOIR" & the  café's (2026)!  `)).toEqual([
      'the',
      'reservoir',
      'cafe',
      's',
      '2026',
    ]);
    expect(wordsOf(`'; DROP TABLE x; --`)).toEqual(['drop', 'table', 'x']);
    expect(wordsOf('?! …')).toEqual([]);
  });

  test('are at most twelve, and never longer than an index holds', () => {
    const words = wordsOf(Array.from({ length: 40 }, (_, i) => `w${i}`).join(' '));
    expect(words).toHaveLength(12);
    expect(wordsOf('x'.repeat(500))[0]).toHaveLength(60);
  });

  test('the last is open until a blank closes it', () => {
    expect([isTyping('reserv'), isTyping('reserv '), isTyping('2026.'), isTyping('')]).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });
});

describe('highlights', () => {
  test('stand at their places in the text as it was written, and everything else is escaped', () => {
    const text = `Café <b>& "Bar"</b> café`;
    const marked = `${START}cafe${STOP} <b>& "bar"</b> ${START}cafe${STOP}`;
    expect(highlightAll(text, spansOf(marked))).toBe(
      '<mark>Café</mark> &lt;b&gt;&amp; &quot;Bar&quot;&lt;/b&gt; <mark>café</mark>',
    );
  });

  test('the part that is shown has the hits, ends with whole words, and says what it left out', () => {
    const before = 'nothing to see here '.repeat(40);
    const text = `${before}the council voted on the tram line again ${'and so on '.repeat(60)}`;
    const at = text.indexOf('tram');
    const part = highlightPart(text, [{ from: at, to: at + 4 }]);
    expect(part).toContain('<mark>tram</mark>');
    expect(part.startsWith('… ')).toBe(true);
    expect(part.endsWith(' …')).toBe(true);
    expect(text).toContain(unescaped(part).slice(2, -2));
    expect(highlightPart('short and plain', [])).toBe('short and plain');
  });

  test('of any text and any hits are a piece of the text, with nothing that is markup', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 900 }).map(unmarked),
        fc.array(fc.nat(900), { maxLength: 8 }),
        (text, places) => {
          const cuts = [...new Set(places.filter((at) => at <= text.length))].sort((a, b) => a - b);
          const spans = cuts.flatMap((from, i) =>
            i % 2 === 0 && cuts[i + 1] !== undefined ? [{ from, to: cuts[i + 1]! }] : [],
          );
          expect(unescaped(highlightAll(text, spans))).toBe(text);
          const part = highlightPart(text, spans);
          expect(part.replace(/<\/?mark>/g, '')).not.toMatch(/[<>"]/);
          expect(text).toContain(unescaped(part).replace(/^… /, '').replace(/ …$/, ''));
        },
      ),
    );
  });
});
