import { RELATED_FIELDS } from '../text/field-rules';
import { textProblem } from '../text/text-rules';
import type { Block, ParsedPage } from './types';

/**
 * The page while it is being recognised. Every block goes to exactly one place, and whatever of it
 * an article has no field for (the address of a link in running text) goes to the chrome.
 */
export class PageDraft {
  readonly page: ParsedPage = {
    article: {
      title: null,
      byline: null,
      firstPublishedAt: null,
      lead: null,
      sourceTitle: null,
      sourceUrl: null,
      outline: [],
      relatedNews: [],
    },
    newsletter: null,
    chrome: [],
    unplaced: [],
    problems: [],
  };

  /** @param linksAreText addresses stand in the input as words (Markdown), so none may vanish */
  constructor(private readonly linksAreText: boolean) {}

  get article(): ParsedPage['article'] {
    return this.page.article;
  }

  chrome(text: string): void {
    if (text !== '') this.page.chrome.push(text);
  }

  unplaced(block: Block): void {
    this.page.unplaced.push({ line: block.line, text: block.text });
    this.leftLinks(block);
  }

  chromeBlock(block: Block): void {
    this.chrome(block.text);
    this.shownLinks(block);
  }

  /** Links of furniture count only where a reader of the input saw their addresses. */
  shownLinks(block: Block): void {
    if (this.linksAreText) this.leftLinks(block);
  }

  problem(line: number, message: string): void {
    this.page.problems.push({ line, message });
  }

  /**
   * The address itself, or null where nobody could follow it from elsewhere: it is listed, and what it
   * belongs to goes without.
   */
  followable(url: string | null, line: number, whose: string): string | null {
    const fault = url === null ? null : textProblem('url', url, RELATED_FIELDS.url);
    if (url === null || !fault) return url;
    const why = /^[a-z][a-z0-9+.-]*:/iu.test(url)
      ? `it ${fault.message}`
      : 'it is relative, and the page does not say what its own address is';
    this.chrome(url);
    (this.page.notes ??= []).push({
      line,
      message: `${whose} goes without its address “${url}”: ${why}`,
    });
    return null;
  }

  /** Lists the addresses of a block's links, except those that found a field or show themselves. */
  leftLinks(block: Block, used: string | null = null): void {
    for (const link of block.links) {
      const bare = link.url.replace(/^(?:https?:\/\/|mailto:)/u, '');
      const shown = link.text.includes(bare);
      if (link.url !== used && !shown) this.chrome(link.url);
    }
  }
}
