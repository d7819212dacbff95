import { readDate } from './dates';
import { asUrl, endsSentence, endsWithFullStop, isUrl } from './text-shape';
import type { Block } from './types';

export interface RelatedEntry {
  headline: string;
  teaser: string | null;
  url: string | null;
  /** The line of the headline. */
  from: Block;
  /** The line of the teaser, when it has its own. */
  below: Block | null;
}

/**
 * Entries of a Recent News block: a headline, and perhaps a teaser under it or behind it.
 * A line is the teaser of the headline above when it is a sentence (headlines have no full stop),
 * is long, or stands in the same list item. Marked lines (headings, bold, links, items) are
 * headlines. In one line, "[Headline](url): teaser" and "**Headline** – teaser" are parted where
 * the marking ends. A sentence behind a finished entry belongs to nothing and is left over.
 */
export interface RelatedReading {
  entries: RelatedEntry[];
  left: Block[];
  /** Dates behind headlines. */
  chrome: string[];
}

/** A line as long as this is no headline, with or without a full stop. */
const TEASER_CHARACTERS = 110;
/** A sentence longer than this is never taken for a headline. */
const HEADLINE_CHARACTERS = 140;

const isWholeLink = (block: Block): boolean =>
  block.links.length === 1 && block.links[0]?.text === block.text;
const isWholeBold = (block: Block): boolean => block.bold > 0 && block.bold >= block.text.length;
const isMarked = (block: Block): boolean =>
  block.kind === 'heading' ||
  block.kind === 'bullet' ||
  block.level > 0 ||
  isWholeBold(block) ||
  isWholeLink(block);
const urlOf = (block: Block): string | null => block.links[0]?.url ?? null;

const PARTING = /^\s*[:：–—|-]?\s*/u;

/** Cuts a line whose first words are a link or bold. */
const splitMarked = (block: Block): { headline: string; teaser: string } | null => {
  const link = block.links[0];
  const linked = link && block.text.startsWith(link.text) ? link.text.length : 0;
  const end = Math.max(linked, block.bold);
  if (end === 0 || end >= block.text.length) return null;
  const teaser = block.text.slice(end).replace(PARTING, '');
  const headline = block.text.slice(0, end).replace(/\s*[:：]?\s*$/u, '');
  return teaser === '' || headline === '' || !/[\p{L}\p{N}]/u.test(teaser)
    ? null
    : { headline, teaser };
};

/** Unmarked lines in strict turns: short headline, longer text, short headline … */
const takesTurns = (blocks: readonly Block[]): boolean => {
  if (blocks.length < 2 || blocks.length % 2 === 1) return false;
  return blocks.every((block, index) => {
    if (isMarked(block)) return false;
    if (index % 2 === 0) return !endsWithFullStop(block.text);
    const headline = blocks[index - 1]?.text ?? '';
    return block.text.length >= 60 && block.text.length > headline.length * 1.2;
  });
};

const isTeaserOf = (block: Block, entry: RelatedEntry, inTurn: boolean): boolean => {
  if (entry.teaser !== null || block.kind === 'heading') return false;
  const sameItem = block.item !== 0 && block.item === entry.from.item;
  if (sameItem) return true;
  if (block.kind === 'bullet')
    return block.depth > entry.from.depth && entry.from.kind === 'bullet';
  const sameLink = isWholeLink(block) && urlOf(block) === entry.url;
  if ((isWholeLink(block) && !sameLink) || isWholeBold(block)) return false;
  if (isMarked(entry.from) && entry.from.kind !== 'bullet' && !isMarked(block)) return true;
  if (inTurn || sameLink || endsWithFullStop(block.text)) return true;
  if (block.text.length >= TEASER_CHARACTERS) return true;
  return (
    endsSentence(block.text) &&
    block.text.length > entry.headline.length * 1.2 &&
    block.text.length >= 60
  );
};

export const readRelatedNews = (blocks: readonly Block[]): RelatedReading => {
  const entries: RelatedEntry[] = [];
  const left: Block[] = [];
  const chrome: string[] = [];
  const turns = takesTurns(blocks);
  blocks.forEach((block, index) => {
    const entry = entries.at(-1);
    if (entry && entry.url === null && isUrl(block.text)) {
      entry.url = block.links[0]?.url ?? asUrl(block.text);
      return;
    }
    if (entry && isTeaserOf(block, entry, turns && index % 2 === 1)) {
      entry.teaser = block.text;
      entry.below = block;
      entry.url ??= urlOf(block);
      return;
    }
    const marked = isMarked(block) || splitMarked(block) !== null;
    const next = blocks[index + 1];
    const opens =
      next !== undefined && endsWithFullStop(next.text) && next.text.length > block.text.length;
    const sentence = endsWithFullStop(block.text);
    const sameItem = entry !== undefined && block.item !== 0 && block.item === entry.from.item;
    const long = sentence && block.text.length > HEADLINE_CHARACTERS;
    if (
      sameItem ||
      (!marked && entries.length > 0 && sentence && !opens) ||
      (!marked && long && !opens)
    ) {
      left.push(block);
      return;
    }
    const split = splitMarked(block);
    const isDate = split !== null && readDate(split.teaser) !== null;
    if (isDate) chrome.push(split.teaser);
    entries.push({
      headline: split?.headline ?? block.text,
      teaser: isDate ? null : (split?.teaser ?? null),
      url: urlOf(block),
      from: block,
      below: null,
    });
  });
  return { entries, left, chrome };
};
