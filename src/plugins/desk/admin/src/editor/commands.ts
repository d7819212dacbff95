import type { Command, EditorState, Transaction } from 'prosemirror-state';
import { FIRST, blockAt, blockOf, caretAt, isEmpty, makeBlock, turnInto } from './blocks';
import type { Block } from './blocks';
import { deleteSelection } from './deletion';
import { isLeaving } from './leave';
import { bullet, heading, lead, standfirst, title } from './schema';
import { ownStep } from './steps';

/*
 * Levels, for Tab and Shift+Tab:
 * - Tab demotes. Heading: bullet of the section above, its own lead and bullets go with it; the
 *   first heading stays. Lead: first bullet of its section. Bullet: nothing is below it.
 * - Shift+Tab promotes. Bullet: lead where it stands directly under a heading, else the heading of
 *   a new section, with the bullets below it. Lead: heading of a new section. Heading: stays.
 * - In title and standfirst both move the focus on, and so they do everywhere after Escape.
 */

/** Runs an edit as one undo step. The edit answers false when the key is not its business. */
export const asCommand =
  (edit: (tr: Transaction, state: EditorState) => boolean): Command =>
  (state, dispatch) => {
    const { tr } = state;
    if (!edit(tr, state)) return false;
    if (dispatch && (tr.docChanged || tr.selectionSet)) {
      dispatch((tr.docChanged ? ownStep(tr) : tr).scrollIntoView());
    }
    return true;
  };

/** Moves the text behind the caret to the front of the block below. */
const moveRestDown = (tr: Transaction, from: Block, caret: number, below: Block): void => {
  const rest = from.node.textContent.slice(caret - from.start);
  if (rest === '') {
    caretAt(tr, below.start);
    return;
  }
  const gap = isEmpty(below.node) || /\s$/.test(rest) ? '' : ' ';
  tr.insertText(rest + gap, below.start).delete(caret, from.end);
  caretAt(tr, below.start - rest.length);
};

/** Takes the text behind the caret out of its block. */
const takeRest = (tr: Transaction, block: Block, caret: number): string => {
  const rest = block.node.textContent.slice(caret - block.start);
  if (rest !== '') tr.delete(caret, block.end);
  return rest;
};

const enterInTitle = (tr: Transaction, block: Block, caret: number): void => {
  const below = blockAt(tr.doc, 1)!;
  if (caret === block.start) caretAt(tr, below.start);
  else moveRestDown(tr, block, caret, below);
};

const enterInStandfirst = (tr: Transaction, block: Block, caret: number): void => {
  const first = blockAt(tr.doc, FIRST);
  const isSplit = caret > block.start && caret < block.end;
  if (first && !isSplit) caretAt(tr, first.start);
  else {
    const rest = isSplit ? takeRest(tr, block, caret) : '';
    const at = block.after - rest.length;
    tr.insert(at, rest === '' ? makeBlock(heading) : [makeBlock(heading), makeBlock(lead, rest)]);
    caretAt(tr, at + 1);
  }
};

const enterInHeading = (tr: Transaction, block: Block, caret: number): void => {
  if (isEmpty(block.node)) return;
  if (caret === block.start) {
    tr.insert(block.pos, makeBlock(block.index > FIRST ? bullet : heading));
    return;
  }
  const below = blockAt(tr.doc, block.index + 1);
  if (below?.node.type === lead) moveRestDown(tr, block, caret, below);
  else {
    const rest = takeRest(tr, block, caret);
    const at = block.after - rest.length;
    caretAt(tr.insert(at, makeBlock(lead, rest)), at + 1);
  }
};

const enterInLead = (tr: Transaction, block: Block, caret: number): void => {
  const below = blockAt(tr.doc, block.index + 1);
  if (caret === block.end && below?.node.type === bullet && isEmpty(below.node)) {
    caretAt(tr, below.start);
    return;
  }
  const rest = takeRest(tr, block, caret);
  const at = block.after - rest.length;
  caretAt(tr.insert(at, makeBlock(bullet, rest)), at + 1);
};

const enterInBullet = (tr: Transaction, block: Block, caret: number): void => {
  if (isEmpty(block.node)) caretAt(turnInto(tr, block.pos, heading), block.start);
  // The text keeps its id, so a new bullet goes above it.
  else if (caret === block.start) tr.insert(block.pos, makeBlock(bullet));
  else {
    tr.split(caret, 1, [{ type: bullet, attrs: makeBlock(bullet).attrs }]);
    caretAt(tr, caret + 2);
  }
};

/** Enter: on to what follows; the text behind the caret comes along. */
export const enter = asCommand((tr) => {
  deleteSelection(tr);
  const { $from } = tr.selection;
  const block = blockOf($from);
  const edits = {
    [title.name]: enterInTitle,
    [standfirst.name]: enterInStandfirst,
    [heading.name]: enterInHeading,
    [lead.name]: enterInLead,
    [bullet.name]: enterInBullet,
  };
  edits[block.node.type.name]!(tr, block, $from.pos);
  return true;
});

/** A heading becomes a bullet of the section above. An empty lead is not worth a bullet. */
export const demoteHeading = (tr: Transaction, block: Block): void => {
  const below = blockAt(tr.doc, block.index + 1);
  if (below?.node.type === lead) {
    if (isEmpty(below.node)) tr.delete(below.pos, below.after);
    else turnInto(tr, below.pos, bullet);
  }
  turnInto(tr, block.pos, bullet);
};

export const demote: Command = (state, dispatch) => {
  const block = blockOf(state.selection.$from);
  if (block.index < FIRST || isLeaving(state)) return false;
  return asCommand((tr) => {
    if (block.node.type === lead) turnInto(tr, block.pos, bullet);
    else if (block.node.type === heading && block.index > FIRST) demoteHeading(tr, block);
    return true;
  })(state, dispatch);
};

export const promote: Command = (state, dispatch) => {
  const block = blockOf(state.selection.$from);
  if (block.index < FIRST || isLeaving(state)) return false;
  return asCommand((tr) => {
    const above = state.doc.child(block.index - 1).type;
    if (block.node.type === bullet) turnInto(tr, block.pos, above === heading ? lead : heading);
    else if (block.node.type === lead) turnInto(tr, block.pos, heading);
    return true;
  })(state, dispatch);
};
