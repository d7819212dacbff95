import type { Element, Nodes, Root } from 'hast';
import { attribute } from './html-elements';
import { emptyHead } from './types';
import type { PageHead } from './types';

/** What one look over the tree tells before the reading begins. */
export interface DocumentFacts {
  head: PageHead;
  /** Elements around the page's h1: content, whatever their names. */
  titleHolders: ReadonlySet<Nodes>;
  /** The document's `<title>`, which is no part of the page. */
  titleElement: Element | null;
  /** Without any `<p>` it is WordPress source, where blank lines part paragraphs. */
  hasParagraphs: boolean;
  /** From the clipboard of Google Docs. */
  isDocs: boolean;
}

const textOf = (element: Element): string =>
  element.children
    .map((child) => (child.type === 'text' ? child.value : ''))
    .join('')
    .replace(/\s+/gu, ' ')
    .trim();

type Visitor = (element: Element, ancestors: readonly Element[]) => void;

const visit = (node: Root | Element, ancestors: readonly Element[], visitor: Visitor): void => {
  for (const child of node.children) {
    if (child.type !== 'element') continue;
    visitor(child, ancestors);
    if (child.children.length > 0) visit(child, [...ancestors, child], visitor);
  }
};

const CONTENT = new Set(['article', 'main']);
const FURNITURE = new Set(['header', 'footer', 'nav']);

/** The `<title>` of the document (not that of an SVG). */
const titleElementOf = (root: Root): Element | null => {
  let found: Element | null = null;
  visit(root, [], (element, ancestors) => {
    if (found || element.tagName !== 'title') return;
    if (!ancestors.some((parent) => parent.tagName === 'svg')) found = element;
  });
  return found;
};

const META_DATES =
  /^(?:article:published_time|datepublished|og:published_time|dc\.date\.issued|dc\.date|dcterms\.created|parsely-pub-date|pubdate|publish[-_]?date|date)$/u;
const META_AUTHORS = /^(?:author|article:author|parsely-author|dc\.creator|byl)$/u;

const readMeta = (element: Element, head: PageHead): void => {
  const key = (
    attribute(element, 'property') ||
    attribute(element, 'name') ||
    attribute(element, 'itemProp')
  ).toLowerCase();
  const content = attribute(element, 'content').trim();
  if (content === '') return;
  if (key === 'og:title') head.ogTitle ??= content;
  else if (key === 'og:site_name') head.siteName ??= content;
  else if (key === 'og:url') head.base ??= content;
  else if (META_AUTHORS.test(key) && !/^https?:/iu.test(content)) head.author ??= content;
  else if (META_DATES.test(key) && head.published === null) {
    head.published = content;
    head.publishedLine = element.position?.start.line ?? 1;
  }
};

export const readFacts = (root: Root): DocumentFacts => {
  const head = emptyHead();
  let base: string | null = null;
  let canonical: string | null = null;
  let hasParagraphs = false;
  let isDocs = false;
  let holders: readonly Element[] | null = null;
  let lastResort: readonly Element[] | null = null;
  visit(root, [], (element, ancestors) => {
    const name = element.tagName;
    if (name === 'p') hasParagraphs = true;
    else if (name === 'meta') readMeta(element, head);
    else if (name === 'base') base ??= attribute(element, 'href') || null;
    else if (name === 'link' && attribute(element, 'rel') === 'canonical')
      canonical ??= attribute(element, 'href') || null;
    else if (name === 'h1') {
      const isContent = ancestors.some((parent) => CONTENT.has(parent.tagName));
      const isFurniture = ancestors.some((parent) => FURNITURE.has(parent.tagName));
      if (isContent || !isFurniture) holders ??= ancestors;
      else lastResort ??= ancestors;
    }
    if (attribute(element, 'id').startsWith('docs-internal-guid')) isDocs = true;
  });
  const titleElement = titleElementOf(root);
  if (titleElement) {
    head.title = textOf(titleElement) || null;
    head.titleLine = titleElement.position?.start.line ?? 1;
  }
  const own = [canonical, head.base].find((address) => address !== null && URL.canParse(address));
  // A <base> may itself be relative to where the page stood.
  const based =
    base !== null && URL.canParse(base, own ?? undefined) ? new URL(base, own ?? undefined) : null;
  head.base = based?.href ?? own ?? null;
  const titleHolders = new Set<Nodes>(holders ?? lastResort ?? []);
  return { head, titleHolders, titleElement, hasParagraphs, isDocs };
};
