import type { Element, Nodes } from 'hast';
import * as names from './html-elements';
import type { DocumentFacts } from './html-head';
import { PLAIN } from './rich-line';
import type { Style } from './rich-line';
import type { BlockKind } from './types';

/** What holds for everything inside an element. */
export interface Context {
  style: Style;
  /** 0: not inside a heading. */
  level: number;
  kind: Extract<BlockKind, 'paragraph' | 'aside' | 'chrome'>;
  item: number;
  list: number;
  depth: number;
  regions: readonly number[];
  newsletter: boolean;
  inArticle: boolean;
  pre: boolean;
}

export const START: Context = {
  style: PLAIN,
  level: 0,
  kind: 'paragraph',
  item: 0,
  list: 0,
  depth: -1,
  regions: [],
  newsletter: false,
  inArticle: false,
  pre: false,
};

/** A table of figures has header cells, or no block inside; others lay out a page. */
const isDataTable = (table: Element): boolean => {
  let header = false;
  let layout = false;
  const look = (node: Element): void => {
    for (const child of node.children) {
      if (child.type !== 'element') continue;
      if (child.tagName === 'th') header = true;
      if (/^(?:h[1-6]|ul|ol|table|p)$/u.test(child.tagName)) layout = true;
      look(child);
    }
  };
  look(table);
  return header || !layout;
};

/** Works out what holds inside an element from what holds outside of it. */
export class HtmlContexts {
  private readonly base: string | null;
  private readonly titleHolders: ReadonlySet<Nodes>;
  private readonly isDocs: boolean;

  constructor(
    facts: DocumentFacts,
    private readonly nextId: () => number,
  ) {
    this.base = facts.head.base;
    this.titleHolders = facts.titleHolders;
    this.isDocs = facts.isDocs;
  }

  inside(node: Element, context: Context): Context {
    const name = node.tagName;
    const inside: Context = { ...context };
    const url = name === 'a' ? this.resolve(names.attribute(node, 'href')) : null;
    const bold = names.boldnessOf(node);
    const isTime = name === 'time' && names.attribute(node, 'dateTime') !== '';
    const isName = names.isAuthorName(node);
    if (url !== null || bold !== null || isTime || isName) {
      inside.style = { ...context.style };
      if (url !== null) inside.style.url = url;
      if (bold !== null) inside.style.bold = bold;
      if (isName) inside.style.isName = true;
      if (isTime) {
        const updated = names.classesOf(node).some((word) => /updated|modified/u.test(word));
        inside.style.time = {
          datetime: names.attribute(node, 'dateTime'),
          updated: updated && !names.classesOf(node).includes('published'),
        };
      }
    }
    if (/^h[1-6]$/u.test(name)) inside.level = Number(name[1]);
    else if (names.classesOf(node).includes('msotitle')) inside.level = 1;
    else if (this.isDocs && name === 'p' && context.item === 0 && names.hasTitleSize(node))
      inside.level = 1;
    if (name === 'li') {
      inside.item = this.nextId();
      inside.list = context.list === 0 ? this.nextId() : context.list;
    }
    if (name === 'ul' || name === 'ol') {
      inside.depth = context.depth + 1;
      inside.list = context.list === 0 ? this.nextId() : context.list;
      inside.item = 0;
    }
    if (name === 'article' || name === 'main') inside.inArticle = true;
    if (name === 'pre') inside.pre = true;
    if (
      /^(?:aside|section|footer|div)$/u.test(name) &&
      (name !== 'div' || names.isNamedRelated(node))
    ) {
      inside.regions = [...context.regions, this.nextId()];
    }
    if (names.isNamedNewsletter(node)) inside.newsletter = true;
    inside.kind = this.kindOf(node, inside, context);
    return inside;
  }

  private kindOf(node: Element, inside: Context, context: Context): Context['kind'] {
    if (context.kind === 'chrome' || this.isFurniture(node, context)) return 'chrome';
    if (context.kind === 'aside') return 'aside';
    const name = node.tagName;
    if (name === 'figure' || name === 'figcaption' || name === 'pre') return 'aside';
    if (name === 'table' && isDataTable(node)) return 'aside';
    return inside.kind;
  }

  private isFurniture(node: Element, context: Context): boolean {
    if (this.titleHolders.has(node)) return false;
    const name = node.tagName;
    if (names.isHidden(node) || names.isNamedChrome(node)) return true;
    if (name === 'title') return true;
    if (name === 'header' || name === 'footer') return !context.inArticle;
    return names.CHROME_ELEMENTS.has(name) && !names.isNamedRelated(node);
  }

  /** An address as a reader would follow it; null where there is nothing to follow. */
  private resolve(href: string): string | null {
    const trimmed = href.trim();
    if (
      trimmed === '' ||
      trimmed.startsWith('#') ||
      /^(?:javascript|data|vbscript):/iu.test(trimmed)
    )
      return null;
    // Pages that say nothing of themselves stood on the web all the same.
    if (trimmed.startsWith('//') && this.base === null) return `https:${trimmed}`;
    if (this.base === null || /^[a-z][a-z0-9+.-]*:/iu.test(trimmed)) return trimmed;
    return URL.canParse(trimmed, this.base) ? new URL(trimmed, this.base).href : trimmed;
  }
}
