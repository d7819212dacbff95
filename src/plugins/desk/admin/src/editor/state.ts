import { history } from 'prosemirror-history';
import { keymap } from 'prosemirror-keymap';
import type { Node } from 'prosemirror-model';
import { EditorState, type Plugin } from 'prosemirror-state';
import type { DeskBody } from '../../../server/src/contracts';
import { toDoc } from './body';
import { keys } from './keymap';
import { leavePlugin } from './leave';
import { normalise, normaliser } from './normalise';
import { schema } from './schema';
import { stepCloser } from './steps';

/** A pause this long ends an undo step of typing. */
const PAUSE = 500;
const DEPTH = 1000;

/** The editor's state with all that it does by keys; `plugins` are what needs a browser. */
export const createState = (body: DeskBody, plugins: Plugin[] = []): EditorState =>
  stateOf(toDoc(body), plugins);

export const stateOf = (written: Node, plugins: Plugin[] = []): EditorState => {
  const { doc } = normalise(EditorState.create({ schema, doc: written }).tr);
  return EditorState.create({
    doc,
    plugins: [
      leavePlugin(),
      keymap(keys),
      history({ depth: DEPTH, newGroupDelay: PAUSE }),
      normaliser(),
      stepCloser(),
      ...plugins,
    ],
  });
};
