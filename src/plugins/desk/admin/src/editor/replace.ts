import type { Node } from 'prosemirror-model';
import type { Transaction } from 'prosemirror-state';
import type { DeskBody } from '../../../server/src/contracts';
import { FIRST, posAt } from './blocks';
import { toDoc } from './body';
import { heading, lead, schema } from './schema';

interface Wanted {
  key: string;
  node: Node;
}

/** Blocks under names that outlive a change of their text; a lead is named by its section. */
const named = (doc: Node): Wanted[] => {
  let section = '';
  return Array.from({ length: doc.childCount - FIRST }, (_, i) => {
    const node = doc.child(FIRST + i);
    const id = node.attrs.id as string;
    if (node.type === heading) section = id;
    return { key: `${node.type.name} ${node.type === lead ? section : id}`, node };
  });
};

/** A lead that was emptied keeps its block, where a caret may stand. */
const withEmptyLeads = (wanted: Wanted[], current: Wanted[]): Wanted[] => {
  const keys = new Set(wanted.map(({ key }) => key));
  const had = new Set(current.map(({ key }) => key));
  return wanted.flatMap((one) => {
    const leadKey = `${lead.name} ${one.node.attrs.id as string}`;
    return one.node.type === heading && had.has(leadKey) && !keys.has(leadKey)
      ? [one, { key: leadKey, node: lead.create() }]
      : [one];
  });
};

/** The longest run of blocks that both have in the same order, as pairs of indexes. */
const common = (a: Wanted[], b: Wanted[]): [number, number][] => {
  let head = 0;
  while (head < a.length && head < b.length && a[head]!.key === b[head]!.key) head++;
  let tail = 0;
  const most = Math.min(a.length, b.length) - head;
  while (tail < most && a.at(-1 - tail)!.key === b.at(-1 - tail)!.key) tail++;
  const [n, m] = [a.length - head - tail, b.length - head - tail];
  const lengths = Array.from({ length: n + 1 }, () => new Uint16Array(m + 1));
  for (let i = n - 1; i >= 0; i--) {
    for (let j = m - 1; j >= 0; j--) {
      lengths[i]![j] =
        a[head + i]!.key === b[head + j]!.key
          ? lengths[i + 1]![j + 1]! + 1
          : Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!);
    }
  }
  const pairs: [number, number][] = Array.from({ length: head }, (_, i) => [i, i]);
  for (let i = 0, j = 0; i < n && j < m;) {
    if (a[head + i]!.key === b[head + j]!.key) pairs.push([head + i++, head + j++]);
    else if (lengths[i + 1]![j]! >= lengths[i]![j + 1]!) i++;
    else j++;
  }
  for (let k = tail; k > 0; k--) pairs.push([a.length - k, b.length - k]);
  return pairs;
};

/** Changes only the letters that differ, so that a caret in the rest stays where it is. */
const setText = (tr: Transaction, start: number, old: string, text: string): void => {
  if (old === text) return;
  let head = 0;
  while (head < old.length && head < text.length && old[head] === text[head]) head++;
  let tail = 0;
  const most = Math.min(old.length, text.length) - head;
  while (tail < most && old.at(-1 - tail) === text.at(-1 - tail)) tail++;
  const [from, to] = [start + head, start + old.length - tail];
  const middle = text.slice(head, text.length - tail);
  if (middle === '') tr.delete(from, to);
  else tr.replaceWith(from, to, schema.text(middle));
};

/** Makes the document say this, touching only the blocks that differ. */
export const replaceBody = (tr: Transaction, body: DeskBody): Transaction => {
  const old = tr.doc;
  const current = named(old);
  const goal = toDoc(body);
  const wanted = withEmptyLeads(named(goal), current);
  const pairs = common(current, wanted);
  // From the end, so that positions in the old document stay right.
  let [i, j] = [current.length, wanted.length];
  for (const [a, b] of [[-1, -1] as const, ...pairs].reverse()) {
    const from = posAt(old, FIRST + a + 1);
    const to = posAt(old, FIRST + i);
    const nodes = wanted.slice(b + 1, j).map(({ node }) => node);
    if (from < to) tr.delete(from, to);
    if (nodes.length > 0) tr.insert(from, nodes);
    if (a < 0) break;
    const start = posAt(old, FIRST + a) + 1;
    setText(tr, start, current[a]!.node.textContent, wanted[b]!.node.textContent);
    [i, j] = [a, b];
  }
  for (const index of [1, 0]) {
    const start = posAt(old, index) + 1;
    setText(tr, start, old.child(index).textContent, goal.child(index).textContent);
  }
  return tr;
};
