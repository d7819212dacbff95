import fc from 'fast-check';
import { redo, undo } from 'prosemirror-history';
import { AllSelection, TextSelection, type EditorState } from 'prosemirror-state';
import type { DeskBody } from '../../../../src/plugins/desk/server/src/contracts';
import { sameBody, toBody, toDoc } from '../../../../src/plugins/desk/admin/src/editor/body';
import {
  deleteSelection,
  insertText,
} from '../../../../src/plugins/desk/admin/src/editor/deletion';
import { keys } from '../../../../src/plugins/desk/admin/src/editor/keymap';
import { normalise } from '../../../../src/plugins/desk/admin/src/editor/normalise';
import { pasteClip } from '../../../../src/plugins/desk/admin/src/editor/paste';
import { createState } from '../../../../src/plugins/desk/admin/src/editor/state';
import { run } from './page';

type Op =
  | { kind: 'type'; text: string }
  | { kind: 'key'; key: string }
  | { kind: 'select'; anchor: number; head: number }
  | { kind: 'all' }
  | { kind: 'edge'; block: number; atEnd: boolean }
  | { kind: 'paste'; lines: string[] }
  | { kind: 'cut' }
  | { kind: 'undo' | 'redo' };

const word = fc.stringMatching(/^[a-z]{1,6}$/);
const place = fc.double({ min: 0, max: 1, noNaN: true });
const EDITING = [
  'Enter',
  'Backspace',
  'Delete',
  'Tab',
  'Shift-Tab',
  'Alt-ArrowUp',
  'Alt-ArrowDown',
];
const op: fc.Arbitrary<Op> = fc.oneof(
  { weight: 4, arbitrary: word.map((text): Op => ({ kind: 'type', text })) },
  { weight: 8, arbitrary: fc.constantFrom(...EDITING).map((key): Op => ({ kind: 'key', key })) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('edge' as const), block: place, atEnd: fc.boolean() }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('select' as const), anchor: place, head: place }),
  },
  {
    weight: 1,
    arbitrary: fc
      .array(
        fc.tuple(fc.constantFrom('', '- ', '## ', '• '), word).map((parts) => parts.join('')),
        { minLength: 1, maxLength: 4 },
      )
      .map((lines): Op => ({ kind: 'paste', lines })),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Op>({ kind: 'cut' }, { kind: 'undo' }, { kind: 'redo' }),
  },
  { weight: 1, arbitrary: fc.constant<Op>({ kind: 'all' }) },
);

const body: fc.Arbitrary<DeskBody> = fc.record({
  title: fc.oneof(fc.constant(''), word),
  lead: fc.oneof(fc.constant(''), word),
  sections: fc.array(
    fc.record({
      id: fc.uuid(),
      heading: fc.oneof(fc.constant(''), word),
      lead: fc.oneof(fc.constant(''), word),
      bullets: fc.array(fc.record({ id: fc.uuid(), text: fc.oneof(fc.constant(''), word) }), {
        maxLength: 4,
      }),
    }),
    { maxLength: 4 },
  ),
});

/** All letters, in no order: blocks may move. */
const lettersOf = (text: string): string => [...text.replace(/[^a-z]/g, '')].sort().join('');
const textOf = ({ doc }: EditorState): string => doc.textBetween(0, doc.content.size, ' ');
const selectedText = ({ doc, selection }: EditorState): string =>
  doc.textBetween(selection.from, selection.to, ' ');
const without = (text: string, gone: string): string => {
  let rest = lettersOf(text);
  for (const letter of lettersOf(gone)) rest = rest.replace(letter, '');
  return rest;
};

/** What a browser does with Backspace and Delete inside a text. */
const deleteOne = (state: EditorState, by: number): [EditorState, string] => {
  const { from } = state.selection;
  const [start, end] = by < 0 ? [from - 1, from] : [from, from + 1];
  return [state.apply(state.tr.delete(start, end)), state.doc.textBetween(start, end)];
};

const select = (state: EditorState, anchor: number, head: number): EditorState => {
  const { doc, tr } = state;
  const at = (share: number) => doc.resolve(Math.round(share * doc.content.size));
  return state.apply(tr.setSelection(TextSelection.between(at(anchor), at(head))));
};

const toEdge = (state: EditorState, share: number, atEnd: boolean): EditorState => {
  const { doc, tr } = state;
  const index = Math.min(Math.floor(share * doc.childCount), doc.childCount - 1);
  let pos = 1;
  for (let i = 0; i < index; i++) pos += doc.child(i).nodeSize;
  if (atEnd) pos += doc.child(index).content.size;
  return state.apply(tr.setSelection(TextSelection.create(doc, pos)));
};

/** Does one thing and checks that every letter is where it should be. */
const perform = (state: EditorState, did: Op): EditorState => {
  const gone = selectedText(state);
  const expectLetters = (next: EditorState, lost: string, added = '') => {
    const wanted = lettersOf(without(textOf(state), lost) + added);
    expect(lettersOf(textOf(next))).toBe(wanted);
    return next;
  };
  switch (did.kind) {
    case 'type':
      return expectLetters(state.apply(insertText(state.tr, did.text)), gone, did.text);
    case 'paste': {
      const clip = { html: '', text: did.lines.join('\n') };
      return expectLetters(state.apply(pasteClip(state.tr, clip)), gone, clip.text);
    }
    case 'cut':
      return expectLetters(state.apply(deleteSelection(state.tr)), gone);
    case 'key': {
      const next = run(state, keys[did.key]!);
      const deletes = did.key === 'Backspace' || did.key === 'Delete';
      if (next) return expectLetters(next, deletes || did.key === 'Enter' ? gone : '');
      if (!deletes) return state;
      const [browsers, letter] = deleteOne(state, did.key === 'Backspace' ? -1 : 1);
      return expectLetters(browsers, letter);
    }
    case 'select':
      return select(state, did.anchor, did.head);
    case 'all':
      return state.apply(state.tr.setSelection(new AllSelection(state.doc)));
    case 'edge':
      return toEdge(state, did.block, did.atEnd);
    case 'undo':
      return run(state, undo) ?? state;
    case 'redo':
      return run(state, redo) ?? state;
  }
};

const expectValid = ({ doc, tr }: EditorState): void => {
  doc.check();
  const ids = doc.children.flatMap(({ type, attrs }) =>
    type.name === 'heading' || type.name === 'bullet' ? [attrs.id as string] : [],
  );
  expect(ids).not.toContain('');
  expect(new Set(ids).size).toBe(ids.length);
  expect(normalise(tr).docChanged).toBe(false);
  const written = toBody(doc);
  expect(toBody(toDoc(written))).toEqual(written);
};

const repeat = (state: EditorState, command: typeof undo): EditorState => {
  let now = state;
  for (let next = run(now, command); next; next = run(now, command)) now = next;
  return now;
};

describe('whatever is done', () => {
  it('keeps the document valid and every letter, and undoes to the start', () => {
    fc.assert(
      fc.property(body, fc.array(op, { minLength: 5, maxLength: 60 }), (initial, ops) => {
        const start = createState(initial);
        let state = start;
        for (const each of ops) {
          state = perform(state, each);
          expectValid(state);
        }
        const end = repeat(state, redo);
        const undone = repeat(end, undo);
        expect(undone.doc.toJSON()).toEqual(start.doc.toJSON());
        expect(repeat(undone, redo).doc.toJSON()).toEqual(end.doc.toJSON());
      }),
      { numRuns: 500 },
    );
  });

  it('a stored article comes back as it was', () => {
    fc.assert(
      fc.property(body, (stored) => {
        expect(toBody(toDoc(stored))).toEqual(stored);
        expect(sameBody(stored, structuredClone(stored))).toBe(true);
        const doc = toDoc(stored);
        expect(toDoc(toBody(doc)).eq(doc)).toBe(true);
      }),
    );
  });
});
