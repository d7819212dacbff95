import { readDate } from './dates';
import { isBareName, isNameAfterBy } from './front-line';
import type { FrontPart } from './front-line';
import type { PageDraft } from './page-draft';
import { countWords } from './text-shape';
import { sameWords } from './title';
import type { Block, PageHead } from './types';

/**
 * A day shown on the page and the exact instant in the document's head are the same date when they
 * lie within this: midnight UTC of the day against any hour of it in any zone.
 */
const SAME_DATE_MS = 36 * 3_600_000;

/** Byline and date as they come together: from the head, from lines, from a label and its value. */
export class FrontMatter {
  /** Labels whose value has not come yet. */
  private readonly waiting = new Set<'byline' | 'date'>();
  private bylineFromHead = false;
  private dateFromHead = false;

  constructor(private readonly draft: PageDraft) {}

  readHead(head: PageHead): void {
    const { article } = this.draft;
    article.byline = head.author;
    this.bylineFromHead = head.author !== null;
    if (head.published === null) return;
    const reading = readDate(head.published);
    if (reading?.kind === 'problem') this.draft.problem(head.publishedLine, reading.message);
    if (reading?.kind !== 'date') return;
    article.firstPublishedAt = reading.iso;
    this.dateFromHead = true;
  }

  take(parts: readonly FrontPart[], block: Block): void {
    const wants: ('byline' | 'date')[] = [];
    for (const part of parts) {
      if (part.kind === 'byline') this.byline(part.text, block.line);
      else if (part.kind === 'date') this.date(part.iso, part.text, block.line);
      else if (part.kind === 'problem') {
        this.draft.problem(block.line, part.message);
        this.waiting.delete('date');
      } else {
        this.draft.chrome(part.text);
        if (part.kind === 'label' && part.wants !== null) wants.push(part.wants);
      }
    }
    for (const want of wants) this.waiting.add(want);
    this.draft.shownLinks(block);
  }

  /** Takes a line that a label above was waiting for; a label waits for the next line only. */
  takeWaited(block: Block): boolean {
    if (this.isWaitedName(block)) {
      this.byline(block.text, block.line);
      return true;
    }
    if (this.isWaitedDate(block)) {
      const right = 'write it like 2025-11-09, or with the name of the month';
      this.draft.problem(block.line, `“${block.text}” is not a date: ${right}`);
      this.waiting.delete('date');
      return true;
    }
    this.stopWaiting();
    return false;
  }

  stopWaiting(): void {
    this.waiting.clear();
  }

  private isWaitedName(block: Block): boolean {
    if (!this.waiting.has('byline') || block.kind !== 'paragraph' || block.item !== 0) return false;
    // "Written by", "Published on", then a line: that the line is a name must be plainer then.
    return this.waiting.size === 1 ? isNameAfterBy(block.text) : isBareName(block.text);
  }

  private isWaitedDate(block: Block): boolean {
    if (!this.waiting.has('date') || block.kind !== 'paragraph') return false;
    return countWords(block.text) <= 3 && /\d{4}/u.test(block.text);
  }

  /** A byline in the page goes before one in the head; a second one in the page is too many. */
  byline(text: string, line: number): void {
    const { article } = this.draft;
    this.waiting.delete('byline');
    const known = article.byline;
    if (known === null || this.bylineFromHead) {
      if (known !== null && !sameWords(known, text)) this.draft.chrome(known);
      article.byline = text;
      this.bylineFromHead = false;
    } else if (sameWords(known, text)) this.draft.chrome(text);
    else this.draft.page.unplaced.push({ line, text });
  }

  private date(iso: string, text: string, line: number): void {
    const { article } = this.draft;
    this.waiting.delete('date');
    const known = article.firstPublishedAt;
    if (known === null) {
      article.firstPublishedAt = iso;
      return;
    }
    const apart = Math.abs(Date.parse(known) - Date.parse(iso));
    if (apart <= (this.dateFromHead ? SAME_DATE_MS : 0)) return this.draft.chrome(text);
    const right = 'leave only the date of the first publication';
    this.draft.problem(line, `“${text}” is a second date besides ${known}: ${right}`);
  }
}
