import { fromBold } from './section-heading';
import { couldBeSourceTitle, loneLink } from './source';
import { tagBlocks } from './tags';
import type { Tag } from './tags';
import { findTitle } from './title';
import type { Block, PageBlocks } from './types';

/** The blocks with their tags, and the questions about what stands above and below. */
export class TaggedPage {
  readonly blocks: readonly Block[];
  readonly tags: Tag[];
  /** -1 without a title among the blocks. */
  readonly titleIndex: number;
  /** The page marks its section headings by markup; plain lines are then less readily headings. */
  readonly explicit: boolean;

  constructor(input: PageBlocks) {
    this.blocks = input.blocks;
    this.tags = tagBlocks(input.blocks, input.head);
    this.titleIndex = findTitle(this.blocks, this.tags, input.head);
    if (this.titleIndex >= 0) this.tags[this.titleIndex] = { is: 'title' };
    this.explicit = this.blocks.some((block, index) => this.isMarkedHeading(index, block));
    this.markLonelySource();
  }

  private isMarkedHeading(index: number, block: Block): boolean {
    if (this.tags[index]?.is !== 'content' || block.item !== 0) return false;
    return block.kind === 'heading' || (block.kind === 'paragraph' && fromBold(block) !== null);
  }

  /** The next block that is not furniture; -1 at the end. */
  next(index: number): number {
    for (let next = index + 1; next < this.blocks.length; next += 1) {
      const is = this.tags[next]?.is;
      if (is !== 'chrome' && is !== 'call' && is !== 'button' && is !== 'aside') return next;
    }
    return -1;
  }

  /** The next block when it is content; null when a label or the end comes first. */
  contentAfter(index: number): Block | null {
    const next = this.next(index);
    return this.tags[next]?.is === 'content' ? (this.blocks[next] ?? null) : null;
  }

  isAboveBullets(index: number): boolean {
    return this.contentAfter(index)?.kind === 'bullet';
  }

  hasBulletsBeforeHeading(index: number): boolean {
    let next = this.next(index);
    while (next >= 0 && this.tags[next]?.is === 'content') {
      const block = this.blocks[next];
      if (block?.kind === 'heading') return false;
      if (block?.kind === 'bullet') return true;
      next = this.next(next);
    }
    return false;
  }

  private contentBefore(end: number): number {
    for (let index = end - 1; index >= 0; index -= 1) {
      const is = this.tags[index]?.is;
      if (is === 'content') return index;
      if (is === 'related' || is === 'source' || is === 'title') return -1;
    }
    return -1;
  }

  /**
   * The source without a label: the last line of the body, when it is a lone link or address, or
   * (only directly above Recent News) a short line without a full stop. Under a heading the line
   * is the section's lead instead. A lone address takes a short line above it for its title.
   */
  private markLonelySource(): void {
    if (this.tags.some((tag) => tag.is === 'source')) return;
    const related = this.tags.findIndex((tag) => tag.is === 'related');
    const last = this.contentBefore(related >= 0 ? related : this.blocks.length);
    const block = this.blocks[last];
    const above = this.contentBefore(last);
    const upper = this.blocks[above];
    if (!block || block.kind !== 'paragraph' || block.item !== 0) return;
    if (!upper || upper.kind === 'heading') return;
    const link = loneLink(block);
    if (!link) {
      const bold = fromBold(upper);
      const underHeading = bold !== null && bold.lead === null;
      const fits = related >= 0 && couldBeSourceTitle(block.text) && !underHeading;
      if (fits) this.tags[last] = { is: 'lonelySource' };
      return;
    }
    this.tags[last] = { is: 'lonelySource' };
    if (link.title !== null || upper.kind !== 'paragraph' || upper.item !== 0) return;
    const isTitle = couldBeSourceTitle(upper.text) && loneLink(upper) === null;
    if (isTitle && this.contentBefore(above) >= 0) this.tags[above] = { is: 'lonelySource' };
  }
}
