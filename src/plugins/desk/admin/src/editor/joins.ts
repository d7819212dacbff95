import type { Transaction } from 'prosemirror-state';
import { FIRST, blockAt, blockOf, caretAt, isEmpty, turnInto } from './blocks';
import type { Block } from './blocks';
import { asCommand, demoteHeading } from './commands';
import { deleteSelection } from './deletion';
import { bullet, heading, lead, standfirst } from './schema';

const remove = (tr: Transaction, block: Block): Transaction => tr.delete(block.pos, block.after);

/** The text of a block goes to the end of the one above; the caret stands at the seam. */
const joinUp = (tr: Transaction, above: Block, block: Block): void => {
  const text = block.node.textContent;
  if (block.node.type === standfirst) tr.delete(block.start, block.end);
  else remove(tr, block);
  if (text !== '') tr.insertText(text, above.end);
  caretAt(tr, above.end);
};

const joinHeading = (tr: Transaction, above: Block, block: Block): void => {
  const below = blockAt(tr.doc, block.index + 1);
  const hasOwn = below !== null && below.node.type !== heading;
  if (above.index < FIRST) {
    // Its bullets have no section above to go to.
    if (isEmpty(block.node) && !hasOwn) caretAt(remove(tr, block), above.end);
  } else if (isEmpty(block.node)) {
    if (below?.node.type === lead && above.node.type !== heading) {
      if (isEmpty(below.node)) remove(tr, below);
      else turnInto(tr, below.pos, bullet);
    }
    caretAt(remove(tr, block), above.end);
  } else {
    demoteHeading(tr, block);
    caretAt(tr, block.start);
  }
};

const joinLead = (tr: Transaction, above: Block, block: Block): void => {
  if (isEmpty(block.node) || isEmpty(above.node)) joinUp(tr, above, block);
  else caretAt(turnInto(tr, block.pos, bullet), block.start);
};

const joinBullet = (tr: Transaction, above: Block, block: Block): void => {
  if (isEmpty(block.node)) caretAt(remove(tr, block), above.end);
  else if (above.node.type === heading) caretAt(turnInto(tr, block.pos, lead), block.start);
  // Of two bullets the one with the text keeps its id.
  else if (above.node.type === bullet && isEmpty(above.node))
    caretAt(remove(tr, above), above.start);
  else joinUp(tr, above, block);
};

const joinAt = (tr: Transaction, above: Block, block: Block): void => {
  if (block.node.type === heading) joinHeading(tr, above, block);
  else if (block.node.type === lead) joinLead(tr, above, block);
  else if (block.node.type === bullet) joinBullet(tr, above, block);
  else joinUp(tr, above, block);
};

/** Backspace; leaves it to the browser inside a text. */
export const backspace = asCommand((tr) => {
  if (!tr.selection.empty) {
    deleteSelection(tr);
    return true;
  }
  const { $from } = tr.selection;
  const block = blockOf($from);
  if ($from.pos > block.start) return false;
  const above = blockAt(tr.doc, block.index - 1);
  if (above) joinAt(tr, above, block);
  return true;
});

/**
 * Delete: as Backspace at the start of what follows, with the caret staying. Only a lead is drawn
 * into its heading: the caret is not in it, so making it a bullet would look like nothing.
 */
export const deleteForward = asCommand((tr) => {
  if (!tr.selection.empty) {
    deleteSelection(tr);
    return true;
  }
  const { $from } = tr.selection;
  const block = blockOf($from);
  if ($from.pos < block.end) return false;
  const below = blockAt(tr.doc, block.index + 1);
  if (!below) return true;
  if (below.node.type === lead) joinUp(tr, block, below);
  else joinAt(tr, block, below);
  if (tr.docChanged) caretAt(tr, $from.pos);
  return true;
});
