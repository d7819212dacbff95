import { redo, undo } from 'prosemirror-history';
import type { Command } from 'prosemirror-state';
import { demote, enter, promote } from './commands';
import { backspace, deleteForward } from './joins';
import { escape } from './leave';
import { moveDown, moveUp } from './move';

/** Handled although nothing is left: the browser has an undo of its own that knows no ids. */
const always =
  (command: Command): Command =>
  (state, dispatch) => {
    command(state, dispatch);
    return true;
  };

const nothing: Command = () => true;

export const keys: Record<string, Command> = {
  Enter: enter,
  'Shift-Enter': enter,
  Backspace: backspace,
  'Shift-Backspace': backspace,
  'Mod-Backspace': backspace,
  'Alt-Backspace': backspace,
  Delete: deleteForward,
  'Mod-Delete': deleteForward,
  'Alt-Delete': deleteForward,
  Tab: demote,
  'Shift-Tab': promote,
  Escape: escape,
  'Alt-ArrowUp': moveUp,
  'Alt-ArrowDown': moveDown,
  'Mod-z': always(undo),
  'Mod-y': always(redo),
  'Mod-Shift-z': always(redo),
  // There is nothing to make bold here, and the browser would.
  'Mod-b': nothing,
  'Mod-i': nothing,
  'Mod-u': nothing,
};
