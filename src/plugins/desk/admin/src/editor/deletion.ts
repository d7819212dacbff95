import type { Transaction } from 'prosemirror-state';
import { FIRST, blockAt, blockOf, caretAt, isEmpty, posAt } from './blocks';
import { heading, lead, schema, title } from './schema';

/** Deletes a range over any blocks; what is left of the last one joins the first. */
export const deleteBetween = (tr: Transaction, from: number, to: number): Transaction => {
  const { doc } = tr;
  const first = blockOf(doc.resolve(from));
  const last = blockOf(doc.resolve(to));
  const start = Math.max(from, first.start);
  const end = Math.min(Math.max(to, last.start), last.end);
  if (first.index === last.index) {
    return start < end ? caretAt(tr.delete(start, end), start) : tr;
  }
  const rest = last.node.textContent.slice(end - last.start);
  const isSameKind = first.node.type === last.node.type && first.index >= FIRST;
  // Nothing of the first is left: the other stays the document that it was.
  if (isSameKind && start === first.start && rest !== '') {
    tr.delete(last.start, end).delete(first.pos, last.pos);
    return caretAt(tr, first.start);
  }
  // A lead goes with its heading; the normaliser would make an empty bullet of it.
  const below = blockAt(doc, last.index + 1);
  const isBare = below?.node.type === lead && isEmpty(below.node) && first.node.type !== heading;
  if (isBare) tr.delete(below.pos, below.after);
  if (first.node.type !== title) tr.delete(first.after, last.after);
  else {
    const body = posAt(doc, FIRST);
    if (last.index >= FIRST) tr.delete(body, last.after);
    const top = { start: first.after + 1, end: body - 1 };
    if (top.start < top.end) tr.delete(top.start, top.end);
  }
  if (rest === '') tr.delete(start, first.end);
  else tr.replaceWith(start, first.end, schema.text(rest));
  return caretAt(tr, start);
};

/** Everything is selected by Mod-a, with positions outside the blocks. */
export const deleteSelection = (tr: Transaction): Transaction =>
  tr.selection.empty ? tr : deleteBetween(tr, tr.selection.from, tr.selection.to);

/** Puts text, of one line, where the selection is. */
export const insertText = (tr: Transaction, text: string): Transaction => {
  deleteSelection(tr);
  const line = text.replace(/\s*[\r\n\u2028\u2029]+\s*/g, ' ');
  return line === '' ? tr : tr.insertText(line, tr.selection.from);
};
