import { blocksFromHtml } from './blocks-from-html';
import { blocksFromMarkdown } from './blocks-from-markdown';
import { blocksFromText } from './blocks-from-text';
import { detectFormat } from './detect-format';
import { recognise } from './recognise';
import { normaliseLineEnds } from './text-shape';
import type { PageBlocks, ParsedPage, PasteFormat } from './types';

export { detectFormat } from './detect-format';
export type { ParsedPage, PasteFormat } from './types';

const ADAPTERS: Readonly<Record<PasteFormat, (input: string) => PageBlocks>> = {
  text: blocksFromText,
  html: blocksFromHtml,
  markdown: blocksFromMarkdown,
};

const findUnstorable = (input: string): ParsedPage['problems'] => {
  const problems: ParsedPage['problems'] = [];
  if (!input.includes('\0') && input.isWellFormed()) return problems;
  input.split('\n').forEach((text, index) => {
    if (!text.includes('\0') && text.isWellFormed()) return;
    const what = text.includes('\0') ? 'a NUL character' : 'half of a surrogate pair';
    problems.push({
      line: index + 1,
      message: `the line has ${what}, which cannot be stored: remove it`,
    });
  });
  return problems;
};

/**
 * Reads a pasted news page into an article. Pure; never throws on any input; time grows with the
 * input's length. Every word of the input is found in the result: in the article, the newsletter
 * call, the chrome, the unplaced or the problems. Not listed are what a reader never saw (comments,
 * scripts, styles, attributes) and the markers of list items.
 *
 * Where things go is described beside each rule: `section-heading.ts`, `front-line.ts`,
 * `dates.ts`, `source.ts`, `related-news.ts`, `newsletter.ts`, `chrome.ts`; the order of the
 * page in `recognise.ts`.
 *
 * @param format what the input is written in; by default {@link detectFormat} looks at it
 */
export const parsePage = (input: string, format: PasteFormat = detectFormat(input)): ParsedPage => {
  const text = normaliseLineEnds(input);
  const blocks = ADAPTERS[format](text);
  const problems = [...findUnstorable(text), ...blocks.problems];
  return recognise({ ...blocks, problems });
};
