import type { Node } from 'prosemirror-model';
import type { Transaction } from 'prosemirror-state';
import { FIRST, blockAt, blockOf, caretAt, isEmpty, makeBlock, type Block } from './blocks';
import { asOneLine, blocksFromClipboard, type Clip, type PastedBlock } from './clipboard';
import { deleteSelection, insertText } from './deletion';
import { bullet, heading, lead, title } from './schema';
import { ownStep } from './steps';

/** Only a lead or a plain line directly under a heading is a lead; all else that is text, a bullet. */
const toNodes = (blocks: PastedBlock[], isUnderHeading: boolean): Node[] => {
  let mayLead = isUnderHeading;
  return blocks.map(({ kind, text }) => {
    const asLead = mayLead && (kind === 'lead' || kind === 'paragraph');
    mayLead = kind === 'heading';
    return makeBlock(kind === 'heading' ? heading : asLead ? lead : bullet, text);
  });
};

const fill = (tr: Transaction, block: Block, text: string): number => {
  tr.insertText(text, block.start);
  return text.length;
};

/** An empty title takes the first line, an empty standfirst the plain line that follows. */
const pasteOnTop = (tr: Transaction, block: Block, blocks: PastedBlock[]): void => {
  const rest = [...blocks];
  const takes = (at: Block, first: boolean): boolean =>
    isEmpty(at.node) && rest.length > 0 && (first || /^(paragraph|lead)$/.test(rest[0]!.kind));
  if (block.node.type === title && takes(block, true)) fill(tr, block, rest.shift()!.text);
  const below = blockAt(tr.doc, 1)!;
  if (takes(below, false)) fill(tr, below, rest.shift()!.text);
  const end = blockAt(tr.doc, 1)!;
  insertAfter(tr, end.after, rest, false);
  if (rest.length === 0) caretAt(tr, end.end);
};

const insertAfter = (
  tr: Transaction,
  pos: number,
  blocks: PastedBlock[],
  isUnderHeading: boolean,
): void => {
  if (blocks.length === 0) return;
  const nodes = toNodes(blocks, isUnderHeading);
  tr.insert(pos, nodes);
  const size = nodes.reduce((sum, node) => sum + node.nodeSize, 0);
  caretAt(tr, pos + size - 1);
};

const pasteAtHeading = (tr: Transaction, block: Block, blocks: PastedBlock[]): void => {
  const [first, ...others] = blocks;
  const takesFirst = isEmpty(block.node) && first?.kind === 'heading';
  const rest = takesFirst ? others : blocks;
  const shift = takesFirst ? fill(tr, block, first.text) : 0;
  const below = blockAt(tr.doc, block.index + 1);
  // Between a heading and its lead nothing can stand.
  const hasLead = below?.node.type === lead;
  insertAfter(tr, hasLead ? below.after : block.after + shift, rest, !hasLead);
};

const pasteAtText = (tr: Transaction, block: Block, caret: number, blocks: PastedBlock[]): void => {
  const isLead = block.node.type === lead;
  if (isEmpty(block.node)) {
    tr.delete(block.pos, block.after);
    insertAfter(tr, block.pos, blocks, isLead);
  } else if (caret === block.start && !isLead) insertAfter(tr, block.pos, blocks, false);
  else if (caret === block.start || caret === block.end) {
    insertAfter(tr, block.after, blocks, false);
  } else {
    tr.split(caret, 1, [{ type: bullet, attrs: makeBlock(bullet).attrs }]);
    insertAfter(tr, caret + 1, blocks, false);
  }
};

/** Puts a clip where the selection is; one undo takes it back. */
export const pasteClip = (tr: Transaction, clip: Clip): Transaction => {
  const blocks = blocksFromClipboard(clip);
  if (blocks.length === 0) return tr;
  ownStep(tr);
  if (blocks.length === 1) return insertText(tr, asOneLine(clip, blocks[0]!));
  deleteSelection(tr);
  const { $from } = tr.selection;
  const block = blockOf($from);
  if (block.index < FIRST) pasteOnTop(tr, block, blocks);
  else if (block.node.type === heading) pasteAtHeading(tr, block, blocks);
  else pasteAtText(tr, block, $from.pos, blocks);
  return tr;
};
