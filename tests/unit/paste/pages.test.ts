import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { detectFormat, parsePage } from '../../../src/api/article/paste';
import type { ParsedPage, PasteFormat } from '../../../src/api/article/paste';

const PAGES = path.resolve(__dirname, '../../fixtures/pages');
const read = (name: string): string => readFileSync(path.join(PAGES, name), 'utf8');
const names = readdirSync(PAGES).filter((name) => !name.endsWith('.json'));

const formatOf = (name: string): PasteFormat =>
  name.endsWith('.html') ? 'html' : name.endsWith('.md') ? 'markdown' : 'text';

describe('pasted pages', () => {
  // The expected page stands beside each page. PASTE_WRITE=1 writes it anew; read the difference.
  test.each(names)('%s comes out as its .json says', (name) => {
    const page = parsePage(read(name));
    const file = path.join(PAGES, `${name}.json`);
    if (process.env['PASTE_WRITE'] === '1')
      writeFileSync(file, `${JSON.stringify(page, null, 2)}\n`);
    expect(page).toEqual(JSON.parse(readFileSync(file, 'utf8')));
  });

  test.each(names)('the format of %s is seen from its words alone', (name) => {
    expect(detectFormat(read(name))).toBe(formatOf(name));
  });

  test.each(names)('%s is the same page with CRLF, CR and a BOM', (name) => {
    const input = read(name);
    const page = parsePage(input);
    for (const end of ['\r\n', '\r']) {
      expect(parsePage(`\uFEFF${input.replace(/\n/g, end)}`)).toEqual(page);
    }
  });

  test('plain text read as Markdown is the same page', () => {
    const input = read('house-style.txt');
    expect(parsePage(input, 'markdown')).toEqual(parsePage(input, 'text'));
  });
});

const SAMPLE = path.resolve(__dirname, '../../../../shared/samples/deepseek-rand.txt');

(existsSync(SAMPLE) ? describe : describe.skip)('the real page', () => {
  const input = existsSync(SAMPLE) ? readFileSync(SAMPLE, 'utf8') : '';

  /** What the page must be, taken from its lines by number, so that no word of it stands here. */
  const expected = (): ParsedPage => {
    const lines = input.split('\n');
    const at = (line: number): string => (lines[line - 1] ?? '').trim();
    const section = (
      line: number,
    ): { heading: string; lead: string; bullets: { text: string }[] } => {
      const [heading = '', ...rest] = at(line).split(': ');
      const bullets = [2, 3, 4]
        .map((step) => at(line + step))
        .filter((text) => text.startsWith('• '));
      return {
        heading,
        lead: rest.join(': '),
        bullets: bullets.map((text) => ({ text: text.slice(2) })),
      };
    };
    return {
      article: {
        title: at(2),
        byline: null,
        firstPublishedAt: null,
        lead: at(8),
        sourceTitle: at(48),
        sourceUrl: null,
        outline: [10, 16, 22, 28, 34, 40, 46].map(section),
        relatedNews: [52, 56, 60].map((line) => ({
          headline: at(line),
          teaser: at(line + 2),
          url: null,
        })),
      },
      newsletter: { text: at(5), buttonLabel: at(6), url: null },
      chrome: [at(1), at(3), at(4), at(50)],
      unplaced: [],
      problems: [],
    };
  };

  test.each(['text', 'markdown'] as const)('comes out to the character, read as %s', (format) => {
    const page = parsePage(input, format);
    expect(page).toEqual(expected());
    expect(page.article.outline).toHaveLength(7);
    expect(page.article.outline.flatMap(({ bullets }) => bullets)).toHaveLength(18);
    expect(page.article.outline.at(-1)?.bullets).toEqual([]);
    expect(page.article.sourceTitle).toContain(': ');
  });

  test('comes out the same from HTML of one paragraph a line', () => {
    const html = input
      .split('\n')
      .map((line) => (line.trim() === '' ? '' : `<p>${line.replace(/&/g, '&amp;')}</p>`))
      .join('\n');
    expect(parsePage(html, 'html')).toEqual(expected());
  });
});
