import type { PageDraft } from './page-draft';
import { readRelatedNews } from './related-news';
import { fromColonLine } from './section-heading';
import type { TaggedPage } from './tagged-page';
import { makeBlock } from './types';
import type { Block } from './types';

/** Buttons behind a teaser whose address belongs to the entry. */
const ONWARD = /^(?:read|continue|see|learn|find out|full)\b/iu;

/**
 * The lines below a Recent News label. The block ends where its container (aside, section) ends,
 * or where a section with bullets begins; in plain text mostly with the page.
 */
export class RelatedZone {
  isOpen = false;
  private lines: Block[] = [];
  /** Addresses of "Read more" behind a line. */
  private readonly onward = new Map<Block, string>();
  private regions: readonly number[] = [];
  /** Level of the label when it is a heading; 0 otherwise. */
  private level = 0;

  constructor(
    private readonly draft: PageDraft,
    private readonly page: TaggedPage,
  ) {}

  open(label: Block): void {
    this.close();
    this.draft.chrome(label.text);
    this.draft.leftLinks(label);
    this.isOpen = true;
    this.regions = label.regions;
    this.level = label.kind === 'heading' ? label.level : 0;
  }

  add(block: Block): void {
    this.lines.push(block);
  }

  /** Furniture inside the block: a "Read more" gives its address to the entry above. */
  furniture(block: Block): void {
    const url = block.links[0]?.url;
    const last = this.lines.at(-1);
    const counts = this.isOpen && block.kind !== 'chrome' && ONWARD.test(block.text);
    if (counts && url !== undefined && last && !this.onward.has(last)) this.onward.set(last, url);
  }

  isLeftBy(index: number, block: Block): boolean {
    if (!this.isOpen || this.page.tags[index]?.is !== 'content') return false;
    const region = this.regions.at(-1);
    if (region !== undefined && !block.regions.includes(region)) return true;
    if (block.item !== 0) return false;
    if (block.kind === 'heading') {
      if (this.level !== 0 && block.level > this.level) return false;
      return this.page.hasBulletsBeforeHeading(index);
    }
    if (this.lines.length === 0 || !this.page.isAboveBullets(index)) return false;
    return fromColonLine(block.text, true) !== null;
  }

  close(): void {
    if (!this.isOpen) return;
    const { entries, left, chrome } = readRelatedNews(this.lines);
    for (const text of chrome) this.draft.chrome(text);
    const used = new Set<string>();
    for (const { headline, teaser, from, below, url: own } of entries) {
      const behind = this.onward.get(from) ?? (below && this.onward.get(below));
      const url = own ?? behind ?? null;
      const followed = this.draft.followable(url, from.line, `“${headline}”`);
      this.draft.article.relatedNews.push({ headline, teaser, url: followed });
      if (url !== null) used.add(url);
    }
    for (const block of left) this.draft.unplaced(block);
    const unplaced = new Set(left);
    const placed = this.lines.filter((block) => !unplaced.has(block));
    for (const block of placed) {
      const links = block.links.filter((link) => !used.has(link.url));
      this.draft.leftLinks(makeBlock({ ...block, links }));
    }
    for (const url of this.onward.values()) if (!used.has(url)) this.draft.chrome(url);
    this.lines = [];
    this.onward.clear();
    this.isOpen = false;
  }
}
