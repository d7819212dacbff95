import { fromBold, fromMarkedHeading } from './section-heading';
import { couldBeSourceTitle, isTitleCased, loneLink } from './source';
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
    const related = this.tags.findIndex((tag) => tag.is === 'related');
    const body = related > this.titleIndex ? this.blocks.slice(0, related) : this.blocks;
    this.explicit = body.some((block, index) => this.isMarkedHeading(index, block));
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
   * is the section's lead instead. A lone address takes a short line above it for its title. Of two
   * short lines the one in the capitals of a title is taken; if both or neither are, none is.
   */
  private markLonelySource(): void {
    if (this.tags.some((tag) => tag.is === 'source')) return;
    const related = this.tags.findIndex((tag) => tag.is === 'related');
    const last = this.contentBefore(related >= 0 ? related : this.blocks.length);
    const block = this.blocks[last];
    const above = this.contentBefore(last);
    const upper = this.blocks[above];
    if (!block || !upper || block.item !== 0 || opensSection(upper)) return;
    const link = loneLink(block);
    if (block.kind !== 'paragraph' && link === null) return;
    const isShort =
      upper.kind === 'paragraph' && upper.item === 0 && couldBeSourceTitle(upper.text);
    const twoLines = isShort && loneLink(upper) === null && this.contentBefore(above) >= 0;
    const isTitle = related >= 0 && couldBeSourceTitle(block.text);
    if (link === null && !isTitle) return;
    if (link === null && twoLines) {
      const lower = isTitleCased(block.text);
      if (lower !== isTitleCased(upper.text))
        this.tags[lower ? last : above] = { is: 'lonelySource' };
      return;
    }
    this.tags[last] = { is: 'lonelySource' };
    if (link?.title === null && twoLines) this.tags[above] = { is: 'lonelySource' };
  }
}

/** A marked heading whose lead is still to come. */
const opensSection = (block: Block): boolean => {
  const start = block.kind === 'heading' ? fromMarkedHeading(block.text) : fromBold(block);
  return start !== null && start.lead === null;
};
