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

  /** Lists the addresses of a block's links, except those that found a field or show themselves. */
  leftLinks(block: Block, used: string | null = null): void {
    for (const link of block.links) {
      const bare = link.url.replace(/^(?:https?:\/\/|mailto:)/u, '');
      const shown = link.text.includes(bare);
      if (link.url !== used && !shown) this.chrome(link.url);
    }
  }
}
