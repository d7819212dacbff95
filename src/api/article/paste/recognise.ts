import { isChromeRow, isLikelyChrome, isSureChrome } from './chrome';
import { readDate } from './dates';
import { isBareName, isNameAfterBy, readFrontLine } from './front-line';
import type { FrontPart } from './front-line';
import { isFormBit, isNewsletterButton, isNewsletterCall } from './newsletter';
import { PageDraft } from './page-draft';
import { isRelatedLabel, readInlineRelated } from './related-label';
import { readRelatedNews } from './related-news';
import * as sections from './section-heading';
import type { SectionStart } from './section-heading';
import { couldBeSourceTitle, loneLink, readSourceLine, readSourceValue } from './source';
import type { SourceLine } from './source';
import { countWords, endsSentence, endsWithFullStop, isPhrase, plainKey, startsLowerCase } from './text-shape';
import { makeBlock } from './types';
import type { Block, PageBlocks, PageHead, ParsedPage } from './types';

/** What a block is before its place on the page is looked at. */
type Tag =
  | { is: 'chrome' }
  | { is: 'call' }
  | { is: 'button' }
  | { is: 'aside' }
  | { is: 'source'; source: SourceLine }
  | { is: 'related' }
  | { is: 'relatedLine'; label: string; rest: string }
  | { is: 'front'; parts: FrontPart[] }
  | { is: 'title' }
  | { is: 'lonelySource' }
  | { is: 'content' };

const FORM_REACH = 4;

/** Furniture, newsletter, labels and front lines, each by its own words. */
const tagBlocks = (blocks: readonly Block[], head: PageHead): Tag[] => {
  const tags = blocks.map((block): Tag => tagByWords(block, head));
  markLists(blocks, tags);
  markNewsletters(blocks, tags);
  markRelatedLabels(blocks, tags);
  return tags;
};

const tagByWords = (block: Block, head: PageHead): Tag => {
  const { kind, text } = block;
  if (kind === 'chrome' || kind === 'rule' || kind === 'control') return { is: 'chrome' };
  if (kind === 'aside') return { is: 'aside' };
  if (kind === 'bullet' || block.item !== 0) return { is: 'content' };
  if (isSureChrome(text) || isChromeRow(block)) return { is: 'chrome' };
  if (head.siteName !== null && plainKey(text) === plainKey(head.siteName)) return { is: 'chrome' };
  if (isRelatedLabel(text)) return { is: 'related' };
  if (kind !== 'heading' && isLikelyChrome(text)) return { is: 'chrome' };
  const front = readFrontLine(block);
  if (front) return { is: 'front', parts: front };
  const source = readSourceLine(block);
  if (source) return { is: 'source', source };
  const inline = readInlineRelated(text);
  if (inline) return { is: 'relatedLine', ...inline };
  return { is: 'content' };
};

/**
 * A list is furniture when all its items are, and it does not hang below a heading or a paragraph:
 * "Companies named" may well have the items Facebook and Reddit.
 */
const markLists = (blocks: readonly Block[], tags: Tag[]): void => {
  let start = 0;
  while (start < blocks.length) {
    const list = blocks[start]?.list ?? 0;
    let end = start + 1;
    while (list !== 0 && blocks[end]?.list === list) end += 1;
    const above = blocks[start - 1];
    const hangs = above && tags[start - 1]?.is === 'content' && above.item === 0 && above.level !== 1;
    const items = list === 0 || hangs ? [] : blocks.slice(start, end);
    if (items.length > 0 && items.every((item) => isLikelyChrome(item.text) || isChromeRow(item))) {
      for (let index = start; index < end; index += 1) tags[index] = { is: 'chrome' };
    }
    start = end;
  }
};

/** The call, the button within reach behind it, and the form between; the first on the page wins. */
const markNewsletters = (blocks: readonly Block[], tags: Tag[]): void => {
  let found = false;
  for (let index = 0; index < blocks.length; index += 1) {
    const block = blocks[index];
    if (!block || !isCall(block, blocks[index - 1])) continue;
    const next = blocks[index + 1];
    const isShort = block.kind === 'heading' || countWords(block.text) <= 4;
    const isTitleOfCall = isShort && next !== undefined && isNewsletterCall(next.text);
    tags[index] = { is: found || isTitleOfCall ? 'chrome' : 'call' };
    if (isTitleOfCall) continue;
    for (let ahead = index + 1; ahead <= index + FORM_REACH; ahead += 1) {
      const other = blocks[ahead];
      if (!other || other.kind === 'bullet') break;
      if (isNewsletterButton(other.text)) {
        tags[ahead] = { is: found ? 'chrome' : 'button' };
        break;
      }
      if (!isFormBit(other.text) && !(other.newsletter && tags[ahead]?.is === 'chrome')) break;
      tags[ahead] = { is: 'chrome' };
    }
    found = true;
  }
  blocks.forEach((block, index) => {
    if (block.newsletter && tags[index]?.is === 'content') tags[index] = { is: 'chrome' };
  });
};

const isCall = (block: Block, before: Block | undefined): boolean => {
  if (block.kind === 'bullet' || block.kind === 'rule' || block.kind === 'aside' || block.item !== 0) return false;
  if (isNewsletterCall(block.text)) return true;
  const isFirst = block.newsletter && before?.newsletter !== true && block.kind !== 'control';
  return isFirst && block.kind !== 'heading' && countWords(block.text) > 4;
};

/** "Read more" with nothing but furniture behind it, or linked in the middle, opens no block. */
const markRelatedLabels = (blocks: readonly Block[], tags: Tag[]): void => {
  let contentBehind = false;
  for (let index = blocks.length - 1; index >= 0; index -= 1) {
    const block = blocks[index];
    const is = tags[index]?.is;
    if (is === 'content' || is === 'relatedLine') contentBehind = true;
    if (is !== 'related' || !block) continue;
    const linked = block.links.length > 0 && block.kind !== 'heading';
    if (!contentBehind || (linked && isLikelyChrome(block.text))) tags[index] = { is: 'chrome' };
  }
};

const sameWords = (first: string, second: string): boolean => plainKey(first) === plainKey(second);

/** Which block, if any, is the title. A level-1 heading; else what the head says; else the first line. */
const findTitle = (blocks: readonly Block[], tags: readonly Tag[], head: PageHead): number => {
  const candidates: number[] = [];
  blocks.forEach((block, index) => {
    const may = tags[index]?.is === 'content' && block.kind !== 'bullet' && block.item === 0;
    if (may) candidates.push(index);
  });
  const first = candidates[0];
  if (first === undefined) return -1;
  const tops = candidates.filter((index) => blocks[index]?.kind === 'heading' && blocks[index].level === 1);
  const top = tops[0];
  if (top !== undefined) {
    const opening = blocks[first];
    // Several level-1 headings below a title-like line are the sections (Google Docs, Word).
    const isTitle = opening && first < top && tops.length > 1 && !endsSentence(opening.text);
    return isTitle && opening.text.length <= 200 && first + 1 <= top ? first : top;
  }
  const headTitle = head.ogTitle ?? head.title;
  if (headTitle === null) return first;
  const found = candidates.find((index) => {
    const text = blocks[index]?.text ?? '';
    return sameWords(text, headTitle) || (head.title !== null && isTitleOfSite(head.title, text));
  });
  return found ?? -1;
};

/** "Story | Site": the page's title is the words before the last separator. */
const isTitleOfSite = (title: string, text: string): boolean =>
  text.length >= 8 && title.startsWith(text) && /^\s*[|·•»:–—-]\s/u.test(title.slice(text.length));

const titleFromHead = (head: PageHead): string | null => {
  if (head.ogTitle !== null) return head.ogTitle;
  const { title, siteName } = head;
  if (title === null || siteName === null || !title.endsWith(siteName)) return title;
  return title.slice(0, -siteName.length).replace(/\s*[|·•»:–—-]\s*$/u, '') || title;
};

class Recogniser {
  private readonly draft: PageDraft;
  private readonly tags: Tag[];
  private readonly blocks: Block[];
  /** The page marks its section headings by markup; plain lines are then less readily headings. */
  private readonly explicit: boolean;
  private zone: 'front' | 'body' | 'related' = 'front';
  private waiting = new Set<'byline' | 'date'>();
  private waitingSource = false;
  private related: Block[] = [];
  private relatedRegions: readonly number[] = [];
  private relatedLevel = 0;
  private lastItem = 0;
  private readonly hasLabelledSource: boolean;
  private readonly titleIndex: number;

  constructor(input: PageBlocks) {
    this.blocks = input.blocks;
    this.draft = new PageDraft(input.linksAreText);
    this.draft.page.problems.push(...input.problems);
    this.tags = tagBlocks(input.blocks, input.head);
    const title = findTitle(this.blocks, this.tags, input.head);
    this.titleIndex = title;
    if (title >= 0) this.tags[title] = { is: 'title' };
    this.hasLabelledSource = this.tags.some((tag) => tag.is === 'source');
    this.explicit = this.countMarkedHeadings() >= 1;
    this.markLonelySources();
    this.readHead(input.head, title);
  }

  run(): ParsedPage {
    this.blocks.forEach((_, index) => this.step(index));
    this.closeRelated();
    return this.draft.page;
  }

  private readHead(head: PageHead, title: number): void {
    const { article } = this.draft;
    if (title < 0) article.title = titleFromHead(head);
    article.byline = head.author;
    const shown = article.title ?? this.blocks[title]?.text ?? '';
    if (head.title !== null && !sameWords(shown, head.title)) this.draft.chrome(head.title);
    if (head.published !== null) {
      const reading = readDate(head.published);
      if (reading?.kind === 'date') article.firstPublishedAt = reading.iso;
      else if (reading) this.draft.problem(head.publishedLine, reading.message);
    }
    this.fromHead = { byline: article.byline !== null, date: article.firstPublishedAt !== null };
  }

  private fromHead = { byline: false, date: false };

  private countMarkedHeadings(): number {
    return this.blocks.filter((block, index) => {
      if (this.tags[index]?.is !== 'content' || block.item !== 0) return false;
      return block.kind === 'heading' || (block.kind === 'paragraph' && sections.fromBold(block) !== null);
    }).length;
  }

  private nextIndex(index: number): number {
    for (let next = index + 1; next < this.blocks.length; next += 1) {
      const is = this.tags[next]?.is;
      if (is !== 'chrome' && is !== 'call' && is !== 'button' && is !== 'aside') return next;
    }
    return -1;
  }

  private contentAfter(index: number): Block | null {
    const next = this.nextIndex(index);
    return this.tags[next]?.is === 'content' ? (this.blocks[next] ?? null) : null;
  }

  /** The unlabelled source: a lone link or short line at the end of the body. */
  private markLonelySources(): void {
    if (this.hasLabelledSource) return;
    const related = this.tags.findIndex((tag) => tag.is === 'related');
    const ends = related >= 0 ? [related] : [this.blocks.length];
    for (const end of ends) {
      const last = this.contentBefore(end);
      const block = this.blocks[last];
      if (!block || block.kind !== 'paragraph' || block.item !== 0) continue;
      const above = this.contentBefore(last);
      const upper = this.blocks[above];
      // Directly under a marked heading it is the section's lead; first on the page, the article's.
      if (!upper || upper.kind === 'heading') continue;
      const link = loneLink(block);
      if (link) {
        this.tags[last] = { is: 'lonelySource' };
        const isName = upper.kind === 'paragraph' && upper.item === 0 && couldBeSourceTitle(upper.text) && loneLink(upper) === null;
        if (link.title === null && isName && this.contentBefore(above) >= 0) {
          this.tags[above] = { is: 'lonelySource' };
        }
      } else if (related >= 0 && couldBeSourceTitle(block.text)) {
        const bold = sections.fromBold(upper);
        if (!(bold && bold.lead === null)) this.tags[last] = { is: 'lonelySource' };
      }
    }
  }

  private contentBefore(end: number): number {
    for (let index = end - 1; index >= 0; index -= 1) {
      const is = this.tags[index]?.is;
      if (is === 'content') return index;
      if (is === 'related' || is === 'source' || is === 'title') return -1;
    }
    return -1;
  }

  private step(index: number): void {
    const block = this.blocks[index];
    const tag = this.tags[index];
    if (!block || !tag) return;
    if (this.zone === 'related' && this.leavesRelated(index, block)) this.closeRelated();
    if (tag.is !== 'front' && tag.is !== 'chrome') this.keepWaiting(block, tag);
    switch (tag.is) {
      case 'chrome':
        return this.furniture(block);
      case 'aside':
        return this.draft.unplaced(block);
      case 'call':
        return this.call(block);
      case 'button':
        return this.button(block);
      case 'title':
        // News named above the title is the site's, not the article's end.
        this.closeRelated();
        this.zone = 'front';
        this.draft.article.title = block.text;
        return this.draft.leftLinks(block);
      case 'source':
        return this.source(block, tag.source);
      case 'lonelySource':
        return this.lonelySource(block);
      case 'related':
        return this.openRelated(block);
      case 'relatedLine':
        return this.relatedLine(index, block, tag.label, tag.rest);
      case 'front':
        return this.front(index, block, tag.parts);
      case 'content':
        return this.content(index, block);
    }
  }

  /** A label that found no value directly behind it waits no longer. */
  private keepWaiting(block: Block, tag: Tag): void {
    if (tag.is === 'content' && this.waiting.has('byline') && this.isWaitedName(block)) return;
    if (tag.is === 'content' && this.waiting.has('date') && this.isWaitedDate(block)) return;
    this.waiting.clear();
    if (tag.is !== 'content') this.waitingSource = false;
  }

  private isWaitedName(block: Block): boolean {
    if (block.kind !== 'paragraph' || block.item !== 0) return false;
    const onlyByline = this.waiting.size === 1;
    return onlyByline ? isNameAfterBy(block.text) : isBareName(block.text);
  }

  private isWaitedDate(block: Block): boolean {
    return block.kind === 'paragraph' && countWords(block.text) <= 3 && /\d{4}/u.test(block.text);
  }

  private furniture(block: Block): void {
    this.draft.chromeBlock(block);
    const entry = this.related.at(-1);
    const url = block.links[0]?.url;
    if (this.zone !== 'related' || !entry || url === undefined || block.kind === 'chrome') return;
    // "Read more" behind a teaser: its address belongs to the entry.
    if (/^(?:read|continue|see|learn|find out|full)\b/iu.test(block.text)) this.related.push(makeBlock({ ...block, kind: 'control' }));
  }

  private call(block: Block): void {
    const url = block.links[0]?.url ?? null;
    this.draft.page.newsletter = { text: block.text, buttonLabel: null, url };
    this.draft.leftLinks(block, url);
  }

  private button(block: Block): void {
    const call = this.draft.page.newsletter;
    if (!call) return this.draft.chromeBlock(block);
    const url = block.links[0]?.url ?? null;
    if (url !== null && call.url !== null && call.url !== url) this.draft.chrome(call.url);
    call.buttonLabel = block.text;
    call.url = url ?? call.url;
  }

  private front(index: number, block: Block, parts: readonly FrontPart[]): void {
    if (this.zone === 'related') return this.draft.chromeBlock(block);
    const headsBullets = this.contentAfter(index)?.kind === 'bullet';
    if (this.zone === 'body' && (block.kind === 'heading' || headsBullets)) return this.content(index, block);
    const wants: ('byline' | 'date')[] = [];
    for (const part of parts) {
      if (part.kind === 'chrome') this.draft.chrome(part.text);
      else if (part.kind === 'problem') this.draft.problem(block.line, part.message);
      else if (part.kind === 'byline') this.byline(part.text, block.line);
      else if (part.kind === 'date') this.date(part.iso, part.text, block.line);
      else {
        this.draft.chrome(part.text);
        if (part.wants !== null) wants.push(part.wants);
      }
    }
    if (parts.some((part) => part.kind === 'date' || part.kind === 'problem')) this.waiting.delete('date');
    if (parts.some((part) => part.kind === 'byline')) this.waiting.delete('byline');
    for (const want of wants) this.waiting.add(want);
    this.draft.shownLinks(block);
  }

  private byline(text: string, line: number): void {
    const { article } = this.draft;
    if (article.byline === null || (this.fromHead.byline && !sameWords(article.byline, text))) {
      if (article.byline !== null) this.draft.chrome(article.byline);
      article.byline = text;
      this.fromHead.byline = false;
    } else if (sameWords(article.byline, text)) {
      // The head says it without showing it: then this is where it was shown.
      if (!this.fromHead.byline) this.draft.chrome(text);
      this.fromHead.byline = false;
    } else this.draft.page.unplaced.push({ line, text });
  }

  /** Hours by which a shown day may differ from the exact instant of the head (zones). */
  private date(iso: string, text: string, line: number): void {
    const { article } = this.draft;
    if (article.firstPublishedAt === null) {
      article.firstPublishedAt = iso;
      return;
    }
    const apart = Math.abs(Date.parse(article.firstPublishedAt) - Date.parse(iso));
    const allowed = this.fromHead.date ? 36 * 3_600_000 : 0;
    if (apart <= allowed) return this.draft.chrome(text);
    const message = `“${text}” is a second date besides ${article.firstPublishedAt}: leave only the first publication`;
    this.draft.problem(line, message);
  }

  private source(block: Block, source: SourceLine): void {
    if (this.draft.article.sourceTitle !== null || this.draft.article.sourceUrl !== null) {
      return this.draft.unplaced(block);
    }
    this.draft.chrome(source.label);
    if (source.title === null && source.url === null) this.waitingSource = true;
    this.setSource(source.title, source.url, block);
  }

  private setSource(title: string | null, url: string | null, block: Block): void {
    const { article } = this.draft;
    const taken = (title !== null && article.sourceTitle !== null) || (url !== null && article.sourceUrl !== null);
    if (taken) return this.draft.unplaced(block);
    article.sourceTitle ??= title;
    article.sourceUrl ??= url;
    this.draft.leftLinks(block, url);
  }

  private lonelySource(block: Block): void {
    const link = loneLink(block);
    if (link) return this.setSource(link.title, link.url, block);
    const value = readSourceValue(block.text, block);
    this.setSource(value.title, value.url, block);
  }

  private openRelated(block: Block): void {
    if (this.zone === 'related') this.closeRelated();
    this.draft.chrome(block.text);
    this.draft.leftLinks(block);
    this.zone = 'related';
    this.relatedRegions = block.regions;
    this.relatedLevel = block.kind === 'heading' ? block.level : 0;
  }

  private relatedLine(index: number, block: Block, label: string, rest: string): void {
    if (this.contentAfter(index)?.kind === 'bullet' && this.zone !== 'related') return this.content(index, block);
    this.draft.chrome(label);
    const url = block.links[0]?.url ?? null;
    const links = block.links.map((link) => (link.text === block.text ? { ...link, text: rest } : link));
    const line = makeBlock({ ...block, text: rest, bold: 0, links });
    if (this.zone === 'related') return void this.related.push(line);
    this.draft.article.relatedNews.push({ headline: rest, teaser: null, url });
    this.draft.leftLinks(line, url);
  }

  /** The block of related news ends where its container ends, or where a section with bullets begins. */
  private leavesRelated(index: number, block: Block): boolean {
    const tag = this.tags[index]?.is;
    if (tag !== 'content') return false;
    const region = this.relatedRegions.at(-1);
    if (region !== undefined && !block.regions.includes(region)) return this.draft.article.title !== null;
    if (block.item !== 0) return false;
    if (block.kind === 'heading') {
      if (this.relatedLevel !== 0 && block.level > this.relatedLevel) return false;
      return this.hasBulletsBeforeHeading(index);
    }
    const after = this.contentAfter(index);
    return after?.kind === 'bullet' && sections.fromColonLine(block.text, true) !== null && this.related.length > 0;
  }

  private hasBulletsBeforeHeading(index: number): boolean {
    let next = this.nextIndex(index);
    while (next >= 0 && this.tags[next]?.is === 'content') {
      const block = this.blocks[next];
      if (block?.kind === 'heading') return false;
      if (block?.kind === 'bullet') return true;
      next = this.nextIndex(next);
    }
    return false;
  }

  private closeRelated(): void {
    const lines: Block[] = [];
    const later = new Map<Block, string>();
    for (const block of this.related) {
      const last = lines.at(-1);
      if (block.kind !== 'control') lines.push(block);
      else if (last) later.set(last, block.links[0]?.url ?? '');
    }
    const { entries, left, chrome } = readRelatedNews(lines);
    for (const text of chrome) this.draft.chrome(text);
    const used = new Set<string>();
    for (const entry of entries) {
      const behind = later.get(entry.from) ?? (entry.below && later.get(entry.below));
      const url = entry.url ?? behind ?? null;
      this.draft.article.relatedNews.push({ headline: entry.headline, teaser: entry.teaser, url });
      if (url !== null) used.add(url);
    }
    for (const block of lines) for (const link of block.links) if (!used.has(link.url)) this.draft.leftLinks(makeBlock({ ...block, links: [link] }));
    for (const url of later.values()) if (!used.has(url)) this.draft.chrome(url);
    for (const block of left) this.draft.unplaced(block);
    this.related = [];
    if (this.zone === 'related') this.zone = 'body';
  }

  private content(index: number, block: Block): void {
    if (this.waitedFor(block)) return;
    if (this.isNameAboveDate(index, block)) return this.byline(block.text, block.line);
    if (this.zone === 'related') {
      // "March 3, 2025" under a headline.
      if (block.kind !== 'bullet' && block.item !== 0 && readFrontLine(block)) return this.draft.chromeBlock(block);
      return void this.related.push(block);
    }
    if (index < this.titleIndex) {
      return this.draft.unplaced(block);
    }
    if (block.kind === 'bullet') return this.bullet(block);
    if (block.item !== 0) return this.restOfItem(block);
    const start = this.sectionAt(index, block);
    if (start) return this.openSection(start, block);
    return this.paragraph(index, block);
  }

  /** "Jane Doe" directly above a line with the date and no other name. */
  private isNameAboveDate(index: number, block: Block): boolean {
    const { article } = this.draft;
    if (article.byline !== null || article.title === null || article.lead !== null || this.zone !== 'front') return false;
    if (block.kind !== 'paragraph' || block.item !== 0 || !isBareName(block.text)) return false;
    const next = this.tags[this.nextIndex(index)];
    if (next?.is !== 'front') return false;
    const kinds = next.parts.map((part) => part.kind);
    return !kinds.includes('byline') && (kinds.includes('date') || kinds.includes('problem'));
  }

  private waitedFor(block: Block): boolean {
    if (this.waiting.has('byline') && this.isWaitedName(block)) {
      this.byline(block.text, block.line);
      this.waiting.delete('byline');
      return true;
    }
    if (this.waiting.has('date') && this.isWaitedDate(block)) {
      const message = `“${block.text}” is not a date: write it like 2025-11-09, or with the name of the month`;
      this.draft.problem(block.line, message);
      this.waiting.delete('date');
      return true;
    }
    if (!this.waitingSource) return false;
    this.waitingSource = false;
    const link = loneLink(block);
    if (!link && !couldBeSourceTitle(block.text)) return false;
    const value = link ?? readSourceValue(block.text, block);
    this.setSource(value.title, value.url, block);
    return true;
  }

  private bullet(block: Block): void {
    const section = this.draft.article.outline.at(-1);
    this.lastItem = block.item;
    if (!section) return this.draft.unplaced(block);
    section.bullets.push({ text: block.text });
    this.draft.leftLinks(block);
  }

  /** A second line of an item continues it. */
  private restOfItem(block: Block): void {
    const last = this.draft.article.outline.at(-1)?.bullets.at(-1);
    if (!last || block.item !== this.lastItem) return this.draft.unplaced(block);
    last.text = `${last.text} ${block.text}`;
    this.draft.leftLinks(block);
  }

  private get openHeading(): boolean {
    const section = this.draft.article.outline.at(-1);
    return section !== undefined && section.lead === null && section.bullets.length === 0;
  }

  private sectionAt(index: number, block: Block): SectionStart | null {
    const { text } = block;
    if (block.kind === 'heading') return sections.fromMarkedHeading(text);
    const bold = sections.fromBold(block);
    if (bold) return bold;
    const next = this.contentAfter(index);
    const aboveBullets = next?.kind === 'bullet';
    const begun = this.draft.article.lead !== null || this.draft.article.outline.length > 0;
    if (aboveBullets || (begun && !this.explicit)) {
      const colon = sections.fromColonLine(text, aboveBullets);
      if (colon) return colon;
    }
    if (!sections.isPlainHeading(text)) return null;
    if (aboveBullets) return this.openHeading ? null : { heading: sections.headingOfPlain(text), lead: null };
    return this.isCrosshead(index, next, begun) ? { heading: sections.headingOfPlain(text), lead: null } : null;
  }

  /** A short line without a stop, above a sentence that is no section of its own. */
  private isCrosshead(index: number, next: Block | null, begun: boolean): boolean {
    if (!next || next.kind !== 'paragraph' || next.item !== 0 || this.openHeading) return false;
    const text = this.blocks[index]?.text ?? '';
    if (endsSentence(text) || !endsWithFullStop(next.text) || startsLowerCase(next.text)) return false;
    if (sections.fromBold(next) !== null) return false;
    const further = this.contentAfter(this.nextIndex(index));
    const bulletsBelow = further?.kind === 'bullet';
    if (sections.fromColonLine(next.text, bulletsBelow) !== null) return false;
    return bulletsBelow || (begun && !this.explicit);
  }

  private openSection(start: SectionStart, block: Block): void {
    this.zone = 'body';
    this.draft.article.outline.push({ heading: start.heading, lead: start.lead, bullets: [] });
    this.draft.leftLinks(block);
  }

  private paragraph(index: number, block: Block): void {
    const { article } = this.draft;
    const section = article.outline.at(-1);
    if (section && this.openHeading) {
      section.lead = block.text;
      return this.draft.leftLinks(block);
    }
    if (!section && article.lead === null && !this.isDeck(index, block)) {
      article.lead = block.text;
      return this.draft.leftLinks(block);
    }
    return this.draft.unplaced(block);
  }

  /** A phrase without a stop above the opening sentence is a kicker or deck, not the lead. */
  private isDeck(index: number, block: Block): boolean {
    if (!isPhrase(block.text) || endsSentence(block.text)) return false;
    let below = this.nextIndex(index);
    while (this.tags[below]?.is === 'front') below = this.nextIndex(below);
    const next = this.blocks[below];
    if (!next || this.tags[below]?.is !== 'content') return false;
    return next.kind === 'paragraph' && next.item === 0 && endsSentence(next.text) && !startsLowerCase(next.text);
  }
}

/**
 * Blocks to page, in page order: what stands above the title, byline and date, the lead (the first
 * paragraph), sections with their bullets, the source, Recent News. A paragraph directly below a
 * section's heading is its lead; any further paragraph finds no place and says so.
 */
export const recognise = (input: PageBlocks): ParsedPage => new Recogniser(input).run();
