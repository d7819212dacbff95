import type { Nodes } from 'hast';
import rehypeParse from 'rehype-parse';
import { unified } from 'unified';
import type { ParsedPage, PasteFormat } from '../../../src/api/article/paste';

/** Letters and digits that stand together: what must not get lost, whatever becomes of the marks. */
const tokens = (text: string): string[] => text.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];

const visibleText = (node: Nodes): string => {
  if (node.type === 'text') return node.value;
  if (node.type !== 'element' && node.type !== 'root') return '';
  if (node.type === 'element') {
    if (['script', 'style', 'template'].includes(node.tagName)) return '';
    if (String(node.properties['style'] ?? '').includes('mso-list:Ignore')) return '';
  }
  const inline = node.type === 'element' && /^(?:a|b|em|i|span|strong|u)$/.test(node.tagName);
  const inside = node.children.map(visibleText).join('');
  return inline ? inside : `\n${inside}\n`;
};

/** "1.", "a)", "iv." and Word's "o", which open an item. */
const NUMBER_MARKER =
  /^[ \t>*+•–-]{0,20000}(?:\d{1,9}[.)]|\([0-9]{1,3}\)|[a-z][.)]|[ivx]{1,4}[.)]|[o](?=\u00A0))(?=\s)/gmu;

/** Words that a reader of the input sees, with the markup's own words taken off. */
export const wordsOfInput = (input: string, format: PasteFormat): string[] => {
  if (format === 'html') {
    return tokens(visibleText(unified().use(rehypeParse).parse(input)).replace(NUMBER_MARKER, ''));
  }
  const text = input.replace(NUMBER_MARKER, '');
  if (format === 'text') return tokens(text);
  const seen = new Set<string>();
  return tokens(
    text
      // An address used by several links is one address.
      .replace(/\]\(([^)\s]{1,2000})/gu, (link, url: string) =>
        seen.has(url) ? ']' : (seen.add(url), link),
      )
      .replace(/<\/?(?:b|strong)>/gu, '')
      .replace(/\]\[[^\]\n]{0,2000}\]/gu, ']')
      .replace(/^[ >]*\[[^\]\n]{1,2000}\]:/gmu, ''),
  );
};

export const wordsOfPage = (page: ParsedPage): string[] => {
  const { article, newsletter } = page;
  const texts = [
    article.title,
    article.byline,
    article.lead,
    article.sourceTitle,
    article.sourceUrl,
    ...article.outline.flatMap(({ heading, lead, bullets }) => [
      heading,
      lead,
      ...bullets.map(({ text }) => text),
    ]),
    ...article.relatedNews.flatMap(({ headline, teaser, url }) => [headline, teaser, url]),
    newsletter?.text,
    newsletter?.buttonLabel,
    newsletter?.url,
    ...page.chrome,
    ...page.unplaced.map(({ text }) => text),
    ...page.problems.map(({ message }) => message),
  ];
  return texts.flatMap((text) => tokens(text ?? ''));
};

/** Words that occur more often in the input than in the page and the allowance. */
export const lostWords = (
  ofInput: readonly string[],
  ofPage: readonly string[],
  allowed: string,
): string[] => {
  const stock = new Map<string, number>();
  for (const word of [...ofPage, ...tokens(allowed)]) stock.set(word, (stock.get(word) ?? 0) + 1);
  return ofInput.filter((word) => {
    const left = stock.get(word) ?? 0;
    stock.set(word, left - 1);
    return left <= 0;
  });
};
