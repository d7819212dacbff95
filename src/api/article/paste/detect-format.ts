import type { PasteFormat } from './types';

/** Enough of a page to see what it is written in. */
const SAMPLE_CHARACTERS = 65_536;

const OPENS_AS_HTML =
  /^\s*(?:Version:\d[^\n]*\n|<!doctype|<\?xml|<!--|<(?:html|head|body|meta|div|p|article|main|section|h[1-6]|ul|ol|table|figure|header|nav|span|b|strong|style|title|script|link|blockquote|center|form|aside|img|a)\b[^<>]*>)/iu;
const BLOCK_TAG =
  /<\/?(?:p|div|h[1-6]|ul|ol|li|br|table|blockquote|figure|strong)\b[^<>]{0,500}>/giu;
const MARKDOWN_SIGNS = [
  /^ {0,3}#{1,6}[ \t]+\S/mu,
  /^[ \t>*+-]*(?:\*\*|__)[^\s*_][^*_\n]{0,200}(?:\*\*|__)/mu,
  /^[^\s#>|-].{0,200}\n(?:={3,}|-{5,})[ \t]*$/mu,
  /\[[^[\]\n]{1,300}\]\((?:https?:\/\/|\/)[^()\s]{1,500}\)/u,
  /^(?:```|~~~)/mu,
];
/** Tags in prose ("the <br> tag") are not yet HTML. */
const TAGS_OF_HTML = 3;

/**
 * What the words are written in. The file's ending decides for `.html`, `.htm`, `.xhtml`, `.md`
 * and `.markdown`; `.txt` tells nothing, for people save anything in it, so the words decide.
 */
export const detectFormat = (input: string, fileName?: string): PasteFormat => {
  if (fileName !== undefined && /\.x?html?$/iu.test(fileName)) return 'html';
  if (fileName !== undefined && /\.(?:md|markdown|mdown|mkd)$/iu.test(fileName)) return 'markdown';
  const sample = input
    .slice(0, SAMPLE_CHARACTERS)
    .replace(/^\uFEFF/u, '')
    .replace(/\r\n?/gu, '\n');
  const isMarkdown = MARKDOWN_SIGNS.some((sign) => sign.test(sample));
  // Markdown may begin with a comment or a lone tag; HTML has no "## " lines.
  if (OPENS_AS_HTML.test(sample) && !(isMarkdown && /^ {0,3}#{1,6}[ \t]+\S/mu.test(sample)))
    return 'html';
  if (isMarkdown) return 'markdown';
  let tags = 0;
  for (const match of sample.matchAll(BLOCK_TAG)) tags += match[0].length > 0 ? 1 : 0;
  return tags >= TAGS_OF_HTML ? 'html' : 'text';
};
