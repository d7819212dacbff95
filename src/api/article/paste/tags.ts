import { isChromeRow, isLikelyChrome, isSureChrome } from './chrome';
import { readFrontLine } from './front-line';
import type { FrontPart } from './front-line';
import { isFormBit, isNewsletterButton, isNewsletterCall } from './newsletter';
import { isRelatedLabel, readInlineRelated } from './related-label';
import { readSourceLine } from './source';
import type { SourceLine } from './source';
import { countWords, plainKey } from './text-shape';
import type { Block, PageHead } from './types';

/** What a block is by its own words, before its place on the page is looked at. */
export type Tag =
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

/** A sign-up form has at most this many lines between its text and its button. */
const FORM_REACH = 4;

/** Furniture, newsletter, labels and front lines, each by its own words. */
export const tagBlocks = (blocks: readonly Block[], head: PageHead): Tag[] => {
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
    const hangs =
      above && tags[start - 1]?.is === 'content' && above.item === 0 && above.level !== 1;
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
  if (
    block.kind === 'bullet' ||
    block.kind === 'rule' ||
    block.kind === 'aside' ||
    block.item !== 0
  )
    return false;
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
