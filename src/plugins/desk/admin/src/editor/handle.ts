import { redo, undo } from 'prosemirror-history';
import { TextSelection } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import type { DeskBody } from '../../../server/src/contracts';
import { blockAt } from './blocks';
import { toBody } from './body';
import { indexOfPlace } from './places';
import { setProblems, type PlacedProblem } from './problems';
import { replaceBody } from './replace';
import { ownStep } from './steps';
import { SILENT } from './view';

export interface DeskEditorHandle {
  body(): DeskBody;
  /**
   * Puts another text in place of this one, touching only what differs. Undoable: one undo step,
   * told by `onChange`. Not undoable: outside of the history, and not told.
   */
  replace(body: DeskBody, options: { undoable: boolean }): void;
  /** Focus, with the caret at the end of a place such as `sections[2].heading`. */
  focus(place?: string): void;
  /** Shows these problems below their blocks, and no others. */
  setProblems(problems: PlacedProblem[]): void;
  undo(): void;
  redo(): void;
}

const focusOn = (view: EditorView, place: string | undefined): void => {
  const { doc, tr } = view.state;
  const index = place === undefined ? null : indexOfPlace(doc, place);
  const block = index === null ? null : blockAt(doc, index);
  if (block) {
    view.dispatch(tr.setSelection(TextSelection.create(doc, block.end)).scrollIntoView());
  }
  view.focus();
};

export const handleOf = (current: () => EditorView | null): DeskEditorHandle => {
  const view = (): EditorView => {
    const found = current();
    if (!found) throw new Error('The editor is not there yet, or no longer.');
    return found;
  };
  return {
    body: () => toBody(view().state.doc),
    replace: (body, { undoable }) => {
      const tr = replaceBody(view().state.tr, body);
      if (!tr.docChanged) return;
      view().dispatch(
        undoable ? ownStep(tr) : tr.setMeta('addToHistory', false).setMeta(SILENT, body),
      );
    },
    focus: (place) => focusOn(view(), place),
    setProblems: (problems) => setProblems(view(), problems),
    undo: () => void undo(view().state, view().dispatch),
    redo: () => void redo(view().state, view().dispatch),
  };
};
