import { createId } from '@paralleldrive/cuid2';
import type { Node } from 'prosemirror-model';
import { TextSelection, type Command, type EditorState } from 'prosemirror-state';
import { keys } from '../../../../src/plugins/desk/admin/src/editor/keymap';
import { schema } from '../../../../src/plugins/desk/admin/src/editor/schema';
import { stateOf } from '../../../../src/plugins/desk/admin/src/editor/state';

const KINDS = { T: 'title', S: 'standfirst', H: 'heading', L: 'lead', B: 'bullet' } as const;
const letterOf = (node: Node) =>
  Object.entries(KINDS).find(([, kind]) => kind === node.type.name)![0];

/** A document as lines such as `H Heading`; `|` is the caret, two of them a selection. */
export const page = (...lines: string[]): EditorState => {
  const carets: number[] = [];
  let pos = 0;
  const blocks = lines.map((line) => {
    const type = schema.nodes[KINDS[line[0] as keyof typeof KINDS]];
    const [first, ...others] = line.slice(2).split('|');
    let text = first!;
    for (const other of others) {
      carets.push(pos + 1 + text.length);
      text += other;
    }
    const node = type.create({ id: createId() }, text === '' ? null : schema.text(text));
    pos += node.nodeSize;
    return node;
  });
  const state = stateOf(schema.nodes.doc.create(null, blocks));
  if (carets.length === 0) return state;
  const selection = TextSelection.create(state.doc, carets[0]!, carets[1] ?? carets[0]!);
  return state.apply(state.tr.setSelection(selection));
};

/** The same lines back. */
export const lines = ({ doc, selection }: EditorState): string[] => {
  const found: string[] = [];
  doc.forEach((node, pos) => {
    const offsets = [...new Set([selection.anchor, selection.head])]
      .map((at) => at - pos - 1)
      .filter((at) => at >= 0 && at <= node.content.size)
      .sort((a, b) => b - a);
    let text = node.textContent;
    for (const at of offsets) text = `${text.slice(0, at)}|${text.slice(at)}`;
    found.push(`${letterOf(node)} ${text}`);
  });
  return found;
};

export const ids = ({ doc }: EditorState): string[] =>
  doc.children.map(({ attrs }) => (attrs.id as string | undefined) ?? '');

/** Null when the key is left to the browser. */
export const run = (state: EditorState, command: Command): EditorState | null => {
  let next = state;
  const isHandled = command(state, (tr) => {
    next = next.apply(tr);
  });
  return isHandled ? next : null;
};

export const press = (state: EditorState, ...names: string[]): EditorState =>
  names.reduce((now, name) => run(now, keys[name]!) ?? now, state);

export const type = (state: EditorState, text: string): EditorState =>
  state.apply(state.tr.insertText(text));
