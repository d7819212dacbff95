import type { Node } from 'prosemirror-model';
import { TextSelection, type Command, type Selection, type Transaction } from 'prosemirror-state';
import { FIRST, blockOf, posAt } from './blocks';
import { asCommand } from './commands';
import { bullet, heading, lead } from './schema';

/** Blocks by child index, `to` excluded. Bullets, or whole sections. */
export interface BlockRange {
  from: number;
  to: number;
}

/** What a move did, for those who hear it. Places count from 1. */
export interface Moved {
  kind: 'section' | 'bullet';
  place: number;
  count: number;
  /** The heading of the section, or of the one that the bullet is in now. */
  heading: string;
}

const MOVED = 'desk-moved';

const isHeading = (doc: Node, index: number): boolean =>
  index < doc.childCount && doc.child(index).type === heading;

const headingAbove = (doc: Node, index: number): number => {
  let at = index;
  while (at > FIRST && !isHeading(doc, at)) at--;
  return at;
};

/** The section that a block belongs to. */
export const sectionAt = (doc: Node, index: number): BlockRange | null => {
  if (index < FIRST || index >= doc.childCount) return null;
  const from = headingAbove(doc, index);
  let to = from + 1;
  while (to < doc.childCount && !isHeading(doc, to)) to++;
  return { from, to };
};

/** What a key or a handle moves: bullets, or from a heading or lead the whole section. */
export const rangeOf = (doc: Node, first: number, last = first): BlockRange | null => {
  const start = Math.max(first, FIRST);
  if (last < start) return null;
  const isBullets = Array.from({ length: last - start + 1 }, (_, i) => doc.child(start + i)).every(
    ({ type }) => type === bullet,
  );
  if (first >= FIRST && isBullets) return { from: first, to: last + 1 };
  const from = sectionAt(doc, start);
  const to = sectionAt(doc, last);
  return from && to ? { from: from.from, to: to.to } : null;
};

export const selectedRange = (doc: Node, { $from, $to }: Selection): BlockRange | null =>
  rangeOf(doc, blockOf($from).index, blockOf($to).index);

const isSections = (doc: Node, range: BlockRange): boolean => isHeading(doc, range.from);

/** Index that the range goes before on its way up; null at the top. */
export const targetAbove = (doc: Node, range: BlockRange): number | null => {
  const above = range.from - 1;
  if (above < FIRST) return null;
  if (isSections(doc, range)) return headingAbove(doc, above);
  if (doc.child(above).type === bullet) return above;
  const own = headingAbove(doc, above);
  return own > FIRST ? own : null;
};

/** Index that the range goes before on its way down; null at the bottom. */
export const targetBelow = (doc: Node, range: BlockRange): number | null => {
  if (range.to >= doc.childCount) return null;
  if (isSections(doc, range)) return sectionAt(doc, range.to)!.to;
  if (!isHeading(doc, range.to)) return range.to + 1;
  const next = range.to + 1;
  return next < doc.childCount && doc.child(next).type === lead ? next + 1 : next;
};

/** The nearest index at which the range may stand. */
export const snapTarget = (doc: Node, range: BlockRange, target: number): number => {
  const at = Math.min(Math.max(target, FIRST), doc.childCount);
  if (!isSections(doc, range)) {
    const inSection = Math.max(at, FIRST + 1);
    return inSection < doc.childCount && doc.child(inSection).type === lead
      ? inSection + 1
      : inSection;
  }
  const section = sectionAt(doc, at);
  if (!section) return at;
  return at - section.from <= section.to - at ? section.from : section.to;
};

const describeMove = (doc: Node, from: number): Moved => {
  const own = sectionAt(doc, from)!;
  const section = doc.child(own.from);
  if (own.from === from) {
    let place = 0;
    let count = 0;
    doc.forEach((node, _pos, index) => {
      if (node.type !== heading) return;
      count++;
      if (index <= from) place++;
    });
    return { kind: 'section', place, count, heading: section.textContent };
  }
  const first = own.from + (doc.child(own.from + 1).type === lead ? 2 : 1);
  const [place, count] = [from - first + 1, own.to - first];
  return { kind: 'bullet', place, count, heading: section.textContent };
};

/** Puts a range of blocks before the block with index `target`; the selection goes along. */
export const moveBlocks = (tr: Transaction, range: BlockRange, target: number): boolean => {
  if (target >= range.from && target <= range.to) return false;
  const { doc, selection } = tr;
  const [start, end, at] = [range.from, range.to, target].map((index) => posAt(doc, index)) as [
    number,
    number,
    number,
  ];
  const { anchor, head } = selection;
  const blocks = doc.slice(start, end).content;
  const isDown = target > range.from;
  const to = isDown ? at - (end - start) : at;
  tr.delete(start, end).insert(to, blocks);
  const shift = to - start;
  if (anchor > start && anchor < end && head > start && head < end) {
    tr.setSelection(TextSelection.create(tr.doc, anchor + shift, head + shift));
  }
  const size = range.to - range.from;
  tr.setMeta(MOVED, describeMove(tr.doc, isDown ? target - size : target));
  return true;
};

export const movedBy = (tr: Transaction): Moved | undefined =>
  tr.getMeta(MOVED) as Moved | undefined;

const move = (target: typeof targetAbove): Command =>
  asCommand((tr) => {
    const range = selectedRange(tr.doc, tr.selection);
    if (!range) return false;
    const to = target(tr.doc, range);
    if (to !== null) moveBlocks(tr, range, to);
    return true;
  });

export const moveUp = move(targetAbove);
export const moveDown = move(targetBelow);
