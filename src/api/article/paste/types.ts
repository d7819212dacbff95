/** What the pasted words are written in. */
export type PasteFormat = 'text' | 'html' | 'markdown';

/** A page as the recogniser understood it. Texts are plain text, trimmed, otherwise as they stood. */
export interface ParsedPage {
  article: {
    title: string | null;
    byline: string | null;
    /** ISO 8601 in UTC with milliseconds, e.g. `2025-03-03T15:15:00.000Z`. */
    firstPublishedAt: string | null;
    lead: string | null;
    sourceTitle: string | null;
    sourceUrl: string | null;
    outline: { heading: string; lead: string | null; bullets: { text: string }[] }[];
    relatedNews: { headline: string; teaser: string | null; url: string | null }[];
  };
  /** The site's call to subscribe: the first one of the page; further ones are chrome. */
  newsletter: { text: string | null; buttonLabel: string | null; url: string | null } | null;
  /**
   * What was understood and left out, in page order, each as it stood: site furniture, labels
   * ("Written by", "Recent News"), updated dates, and addresses of links inside running text,
   * for which an article has no field.
   */
  chrome: string[];
  /** Text that found no place. `line` is 1-based in the input. */
  unplaced: { line: number; text: string }[];
  /** There only where something was left out that belongs to what was taken, and why. `line` is 1-based. */
  notes?: { line: number; message: string }[];
  /** What could not be decided, quoted, with what would be right. `line` is 1-based. */
  problems: { line: number; message: string }[];
}

/** A link inside a block: the words it covers and where it leads. */
export interface Link {
  text: string;
  url: string;
}

/** A `<time>` inside a block. `updated` marks a date of change, not of publication. */
export interface TimeMark {
  text: string;
  datetime: string;
  updated: boolean;
}

/**
 * What a line is, before anybody asks what it means:
 * - `bullet`: the first line of a list item; further lines of it are paragraphs with its `item`
 * - `control`: a button
 * - `aside`: text that belongs to a picture, a table or a code sample and never finds a place
 * - `chrome`: stood inside a part of the page that is site furniture (nav, footer …)
 * - `rule`: a separator line
 */
export type BlockKind =
  'heading' | 'paragraph' | 'bullet' | 'control' | 'aside' | 'chrome' | 'rule';

/** One line of meaning, the common language of the three format adapters. */
export interface Block {
  kind: BlockKind;
  text: string;
  /** 1-based line of the input where the first character stands. */
  line: number;
  /** Heading level 1–6; 0 for anything else. */
  level: number;
  /** Count of characters at the start that are bold. */
  bold: number;
  links: Link[];
  times: TimeMark[];
  /** Texts that the markup calls the author's name. */
  names: string[];
  /** List item and outermost list the block belongs to; 0 outside lists. */
  item: number;
  list: number;
  /** 0 for an item of the outermost list. */
  depth: number;
  /** The enclosing aside, section … from outermost to innermost. */
  regions: readonly number[];
  /** Stood inside a part that the markup calls a newsletter form. */
  newsletter: boolean;
}

/** What the head of a whole HTML document says about the page. */
export interface PageHead {
  title: string | null;
  titleLine: number;
  ogTitle: string | null;
  siteName: string | null;
  author: string | null;
  published: string | null;
  publishedLine: number;
  /** Address against which relative links are read. */
  base: string | null;
}

/** What an adapter hands to the recogniser. */
export interface PageBlocks {
  blocks: Block[];
  head: PageHead;
  problems: { line: number; message: string }[];
  /** Addresses of links stand in the input as words (Markdown). */
  linksAreText: boolean;
}

export const emptyHead = (): PageHead => ({
  title: null,
  titleLine: 1,
  ogTitle: null,
  siteName: null,
  author: null,
  published: null,
  publishedLine: 1,
  base: null,
});

/** A block with everything not named left empty. */
export const makeBlock = (part: Partial<Block> & Pick<Block, 'kind' | 'text' | 'line'>): Block => ({
  level: 0,
  bold: 0,
  links: [],
  times: [],
  names: [],
  item: 0,
  list: 0,
  depth: 0,
  regions: [],
  newsletter: false,
  ...part,
});
