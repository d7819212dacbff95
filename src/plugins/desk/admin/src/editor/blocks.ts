import { createId } from '@paralleldrive/cuid2';
import type { Node, NodeType, ResolvedPos } from 'prosemirror-model';
import { TextSelection, type Transaction } from 'prosemirror-state';
import { lead, schema } from './schema';

/** Index of the first block below title and standfirst. */
export const FIRST = 2;

/** A block and where it stands. */
export interface Block {
  node: Node;
  /** Child index in the document. */
  index: number;
  /** Position before the block. */
  pos: number;
  /** Position of its first letter. */
  start: number;
  /** Position behind its last letter. */
  end: number;
  /** Position behind the block. */
  after: number;
}

const describe = (node: Node, index: number, pos: number): Block => ({
  node,
  index,
  pos,
  start: pos + 1,
  end: pos + node.nodeSize - 1,
  after: pos + node.nodeSize,
});

/** Position before the child with this index; behind the last one for `childCount`. */
export const posAt = (doc: Node, index: number): number => {
  let pos = 0;
  for (let i = 0; i < index; i++) pos += doc.child(i).nodeSize;
  return pos;
};

export const blockAt = (doc: Node, index: number): Block | null =>
  index >= 0 && index < doc.childCount
    ? describe(doc.child(index), index, posAt(doc, index))
    : null;

/** The block around a position; between blocks, the one that follows or else the last. */
export const blockOf = ($pos: ResolvedPos): Block => {
  const doc = $pos.node(0);
  const index = Math.min($pos.index(0), doc.childCount - 1);
  return describe(doc.child(index), index, posAt(doc, index));
};

export const makeBlock = (type: NodeType, text = ''): Node =>
  type.create(type === lead ? null : { id: createId() }, text === '' ? null : schema.text(text));

/** A section and a bullet are different documents: another kind is another id. */
export const turnInto = (tr: Transaction, pos: number, type: NodeType): Transaction =>
  tr.setNodeMarkup(pos, type, { id: type === lead ? '' : createId() });

export const caretAt = (tr: Transaction, pos: number): Transaction =>
  tr.setSelection(TextSelection.create(tr.doc, pos));

export const isEmpty = (node: Node): boolean => node.content.size === 0;
