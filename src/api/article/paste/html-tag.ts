import rehypeParse from 'rehype-parse';
import { unified } from 'unified';
import { attribute } from './html-elements';

const parser = unified().use(rehypeParse, { fragment: true }).freeze();

/** Where a single opening tag, as it stands in a text, leads to; null when nowhere. */
export const hrefOf = (tag: string): string | null => {
  const [element] = parser.parse(tag).children;
  if (element?.type !== 'element') return null;
  return attribute(element, 'href').trim() || null;
};
