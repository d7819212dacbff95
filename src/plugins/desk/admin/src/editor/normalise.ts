import { createId } from '@paralleldrive/cuid2';
import { EditorState, Plugin, type Transaction } from 'prosemirror-state';
import { makeBlock, turnInto } from './blocks';
import { bullet, heading, lead, standfirst, title } from './schema';

/**
 * Makes the document of a transaction valid: leads stand directly after a heading, nothing stands
 * before the first heading, ids are there and unique. Of two equal ids the first block keeps it.
 */
export const normalise = (tr: Transaction): Transaction => {
  const fixes: (() => void)[] = [];
  const seen = new Set<string>();
  let hasHeading = false;
  let mayLead = false;
  tr.doc.forEach((node, pos) => {
    if (node.type === title || node.type === standfirst) return;
    if (node.type !== heading && !hasHeading) {
      fixes.push(() => tr.insert(pos, makeBlock(heading)));
      hasHeading = mayLead = true;
    }
    const id = node.attrs.id as string;
    if (node.type === lead) {
      if (!mayLead) fixes.push(() => turnInto(tr, pos, bullet));
    } else {
      if (id === '' || seen.has(id)) {
        fixes.push(() => tr.setNodeAttribute(pos, 'id', createId()));
      }
      seen.add(id);
    }
    mayLead = node.type === heading;
    hasHeading ||= mayLead;
  });
  // From the end, so that no mend shifts the place of the next.
  for (const fix of fixes.reverse()) fix();
  return tr;
};

/** Appended transactions belong to the undo step of what caused them. */
export const normaliser = (): Plugin =>
  new Plugin({
    appendTransaction: (transactions, _old, state: EditorState) => {
      if (!transactions.some((tr) => tr.docChanged)) return null;
      const tr = normalise(state.tr);
      return tr.docChanged ? tr : null;
    },
  });
