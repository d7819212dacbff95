import { isBareName, readFrontLine } from './front-line';
import type { FrontPart } from './front-line';
import { FrontMatter } from './front-matter';
import { PageDraft } from './page-draft';
import { RelatedZone } from './related-zone';
import * as sections from './section-heading';
import type { SectionStart } from './section-heading';
import { couldBeSourceTitle, loneLink, readSourceValue } from './source';
import type { SourceLine } from './source';
import { TaggedPage } from './tagged-page';
import { endsSentence, endsWithFullStop, hasWords, isPhrase, startsLowerCase } from './text-shape';
import { sameWords, titleFromHead } from './title';
import { makeBlock } from './types';
import type { Block, PageBlocks, PageHead, ParsedPage } from './types';

class Recogniser {
  private readonly draft: PageDraft;
  private readonly page: TaggedPage;
  private readonly front: FrontMatter;
  private readonly related: RelatedZone;
  private waitingSource = false;
  private waitingAddress = false;
  private lastItem = 0;

  constructor(input: PageBlocks) {
    this.draft = new PageDraft(input.linksAreText);
    this.draft.page.problems.push(...input.problems);
    this.page = new TaggedPage(input);
    this.front = new FrontMatter(this.draft);
    this.related = new RelatedZone(this.draft, this.page);
    this.front.readHead(input.head);
    this.readTitleOf(input.head);
  }

  run(): ParsedPage {
    this.page.blocks.forEach((block, index) => this.step(index, block));
    this.related.close();
    return this.draft.page;
  }

  /** `<title>` is listed where it says more, or something else, than the title that was taken. */
  private readTitleOf(head: PageHead): void {
    const shown = this.page.blocks[this.page.titleIndex]?.text ?? titleFromHead(head);
    if (this.page.titleIndex < 0) this.draft.article.title = shown;
    if (head.title !== null && !sameWords(shown ?? '', head.title)) this.draft.chrome(head.title);
  }

  private step(index: number, block: Block): void {
    const tag = this.page.tags[index];
    if (!tag) return;
    if (this.related.isLeftBy(index, block)) this.related.close();
    if (tag.is !== 'content' && tag.is !== 'front' && tag.is !== 'chrome') {
      this.front.stopWaiting();
      this.waitingSource = false;
      this.waitingAddress = false;
    }
    switch (tag.is) {
      case 'chrome':
        this.draft.chromeBlock(block);
        return this.related.furniture(block);
      case 'aside':
        return this.draft.unplaced(block);
      case 'call':
        return this.call(block);
      case 'button':
        return this.button(block);
      case 'title':
        // News named above the title is the site's, and not the end of the article.
        this.related.close();
        this.draft.article.title = block.text;
        return this.draft.leftLinks(block);
      case 'source':
        return this.source(block, tag.source);
      case 'lonelySource':
        return this.lonelySource(block);
      case 'related':
        return this.related.open(block);
      case 'relatedLine':
        return this.relatedLine(index, block, tag.label, tag.rest);
      case 'front':
        return this.frontLine(index, block, tag.parts);
      case 'content':
        return this.content(index, block);
    }
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

  /** Once sections have begun, a date may head one ("March 3, 2025" above bullets: a timeline). */
  private frontLine(index: number, block: Block, parts: readonly FrontPart[]): void {
    if (this.related.isOpen) return this.draft.chromeBlock(block);
    const begun = this.draft.article.outline.length > 0;
    const heads = block.kind === 'heading' || this.page.isAboveBullets(index);
    if (begun && heads) return this.content(index, block);
    this.front.take(parts, block);
  }

  private source(block: Block, source: SourceLine): void {
    const { sourceTitle, sourceUrl } = this.draft.article;
    if (sourceTitle !== null || sourceUrl !== null) return this.draft.unplaced(block);
    this.draft.chrome(source.label);
    this.waitingSource = source.title === null && source.url === null;
    this.setSource(source.title, source.url, block);
  }

  private lonelySource(block: Block): void {
    const value = loneLink(block) ?? readSourceValue(block.text, block);
    this.setSource(value.title, value.url, block);
  }

  private setSource(title: string | null, url: string | null, block: Block): void {
    const { article } = this.draft;
    const taken =
      (title !== null && article.sourceTitle !== null) ||
      (url !== null && article.sourceUrl !== null);
    if (taken) return this.draft.unplaced(block);
    article.sourceTitle ??= title;
    article.sourceUrl ??= this.draft.followable(url, block.line, 'the source');
    this.waitingAddress = title !== null && article.sourceUrl === null;
    this.draft.leftLinks(block, url);
  }

  private relatedLine(index: number, block: Block, label: string, rest: string): void {
    if (!this.related.isOpen && this.page.isAboveBullets(index)) return this.content(index, block);
    this.draft.chrome(label);
    const url = block.links[0]?.url ?? null;
    const links = block.links.map((link) =>
      link.text === block.text ? { ...link, text: rest } : link,
    );
    const line = makeBlock({ ...block, text: rest, bold: 0, links });
    if (this.related.isOpen) return this.related.add(line);
    const followed = this.draft.followable(url, line.line, `“${rest}”`);
    this.draft.article.relatedNews.push({ headline: rest, teaser: null, url: followed });
    this.draft.leftLinks(line, url);
  }

  private content(index: number, block: Block): void {
    if (block.item === 0 && !hasWords(block.text)) return this.draft.unplaced(block);
    if (this.front.takeWaited(block) || this.takeWaitedSource(block)) return;
    if (this.isNameAboveDate(index, block)) return this.front.byline(block.text, block.line);
    if (this.related.isOpen) {
      // "March 3, 2025" under a headline.
      const isDate = block.kind !== 'bullet' && block.item !== 0 && readFrontLine(block) !== null;
      return isDate ? this.draft.chromeBlock(block) : this.related.add(block);
    }
    if (index < this.page.titleIndex) return this.draft.unplaced(block);
    if (block.kind === 'bullet') return this.bullet(block);
    if (block.item !== 0) return this.restOfItem(block);
    const start = this.sectionAt(index, block);
    if (!start) return this.paragraph(index, block);
    this.draft.article.outline.push({ heading: start.heading, lead: start.lead, bullets: [] });
    this.draft.leftLinks(block);
  }

  /** The line below a "Source:" that stands alone, or an address below the source's title. */
  private takeWaitedSource(block: Block): boolean {
    const below = this.waitingAddress ? loneLink(block) : null;
    this.waitingAddress = false;
    if (below && below.title === null) {
      this.setSource(null, below.url, block);
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

  /** "Jane Doe" directly above a line with the date and no other name. */
  private isNameAboveDate(index: number, block: Block): boolean {
    const { article } = this.draft;
    if (article.byline !== null || article.title === null || article.lead !== null) return false;
    if (article.outline.length > 0 || this.related.isOpen) return false;
    if (block.kind !== 'paragraph' || block.item !== 0 || !isBareName(block.text)) return false;
    const next = this.page.tags[this.page.next(index)];
    if (next?.is !== 'front') return false;
    const kinds = next.parts.map((part) => part.kind);
    return !kinds.includes('byline') && (kinds.includes('date') || kinds.includes('problem'));
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

  /** A section was opened, and neither its lead nor a bullet has come yet. */
  private get awaitsLead(): boolean {
    const section = this.draft.article.outline.at(-1);
    return section !== undefined && section.lead === null && section.bullets.length === 0;
  }

  /** The rules of `section-heading.ts`, with what stands around the block. */
  private sectionAt(index: number, block: Block): SectionStart | null {
    const { text } = block;
    if (block.kind === 'heading') return sections.fromMarkedHeading(text);
    const bold = sections.fromBold(block);
    if (bold) return bold;
    const aboveBullets = this.page.isAboveBullets(index);
    const { lead, outline } = this.draft.article;
    const plainCounts = (lead !== null || outline.length > 0) && !this.page.explicit;
    if (aboveBullets || plainCounts) {
      const colon = sections.fromColonLine(text, aboveBullets);
      if (colon) return colon;
    }
    if (!sections.isPlainHeading(text) || this.awaitsLead) return null;
    if (!aboveBullets && !this.isCrosshead(index, text, plainCounts)) return null;
    return { heading: sections.headingOfPlain(text), lead: null };
  }

  /** A short line without a stop, above a sentence that is no section of its own. */
  private isCrosshead(index: number, text: string, plainCounts: boolean): boolean {
    const next = this.page.contentAfter(index);
    if (!next || next.kind !== 'paragraph' || next.item !== 0) return false;
    if (endsSentence(text) || !endsWithFullStop(next.text) || startsLowerCase(next.text))
      return false;
    const bulletsBelow = this.page.isAboveBullets(this.page.next(index));
    const isSection =
      sections.fromBold(next) !== null || sections.fromColonLine(next.text, bulletsBelow) !== null;
    return !isSection && (bulletsBelow || plainCounts);
  }

  private paragraph(index: number, block: Block): void {
    const { article } = this.draft;
    const section = article.outline.at(-1);
    if (section && this.awaitsLead) section.lead = block.text;
    else if (!section && article.lead === null && !this.isDeck(index, block)) {
      article.lead = block.text;
    } else return this.draft.unplaced(block);
    this.draft.leftLinks(block);
  }

  /** A phrase without a stop above the opening sentence is a kicker or deck, not the lead. */
  private isDeck(index: number, block: Block): boolean {
    if (!isPhrase(block.text) || endsSentence(block.text)) return false;
    let below = this.page.next(index);
    while (this.page.tags[below]?.is === 'front') below = this.page.next(below);
    const next = this.page.blocks[below];
    if (!next || this.page.tags[below]?.is !== 'content') return false;
    if (next.kind !== 'paragraph' || next.item !== 0) return false;
    return endsSentence(next.text) && !startsLowerCase(next.text);
  }
}

/**
 * Blocks to page, in page order: what stands above the title, byline and date, the lead (the first
 * paragraph), sections with their bullets, the source, Recent News. A paragraph directly below a
 * section's heading is its lead; any further paragraph finds no place and says so.
 */
export const recognise = (input: PageBlocks): ParsedPage => new Recogniser(input).run();
