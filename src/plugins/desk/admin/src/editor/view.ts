import { EditorView } from 'prosemirror-view';
import type { DeskBody } from '../../../server/src/contracts';
import type { Text } from '../text';
import { sameBody, toBody } from './body';
import type { Clip } from './clipboard';
import { clipboardPlugin } from './clipboard-plugin';
import { counters, type DeskLimits, type Note } from './counters';
import { dragHandles } from './drag-handle';
import { movedBy, type Moved } from './move';
import { placeholders } from './placeholders';
import { problemsPlugin } from './problems';
import { createState } from './state';

export interface ViewOptions {
  initial: DeskBody;
  limits: DeskLimits;
  /** Prefix of ids in the page. */
  id: string;
  text: Text;
  labelledBy?: string;
  isReadOnly(): boolean;
  onChange(body: DeskBody): void;
  onMove(announcement: string): void;
  onPastePage?: (clip: Clip) => void;
}

/** Meta of a transaction whose text the page gave itself. */
export const SILENT = 'desk-silent';

const sayNote = (text: Text, note: Note): string => {
  const { kind } = note;
  return text(
    `editor.note.${kind}`,
    'limit' in note ? { limit: note.limit } : { count: note.count },
  );
};

const sayMove = (text: Text, { kind, place, count, heading }: Moved): string =>
  text(kind === 'section' ? 'editor.moved.section' : 'editor.moved.bullet', {
    place,
    count,
    heading: heading || text('editor.untitled'),
  });

const pluginsOf = ({ text, limits, id, onPastePage }: ViewOptions) => [
  placeholders({
    title: text('editor.placeholder.title'),
    standfirst: text('editor.placeholder.standfirst'),
    heading: text('editor.placeholder.heading'),
    lead: text('editor.placeholder.lead'),
    bullet: text('editor.placeholder.bullet'),
  }),
  counters(limits, (note) => sayNote(text, note), id),
  problemsPlugin(id),
  dragHandles({
    handle: text('editor.handle'),
    up: text('editor.handle.up'),
    down: text('editor.handle.down'),
  }),
  clipboardPlugin(onPastePage),
];

/** The ProseMirror view below `host`; tells of changes, moves and pasted pages. */
export const createView = (host: HTMLElement, options: ViewOptions): EditorView => {
  const { initial, id, text, labelledBy, isReadOnly, onChange, onMove } = options;
  let known = initial;
  const view: EditorView = new EditorView(host, {
    state: createState(initial, pluginsOf(options)),
    editable: () => !isReadOnly(),
    attributes: () => ({
      role: 'textbox',
      'aria-multiline': 'true',
      'aria-readonly': String(isReadOnly()),
      ...(labelledBy ? { 'aria-labelledby': labelledBy } : { 'aria-label': text('editor.label') }),
      'aria-describedby': `${id}-help`,
      spellcheck: 'true',
      // What cannot be edited can still be read and scrolled by keyboard.
      tabindex: '0',
    }),
    dispatchTransaction: (tr) => {
      const { state, transactions } = view.state.applyTransaction(tr);
      view.updateState(state);
      const moved = transactions.map(movedBy).find(Boolean);
      if (moved) onMove(sayMove(text, moved));
      if (!transactions.some(({ docChanged }) => docChanged)) return;
      const body = toBody(state.doc);
      const given = tr.getMeta(SILENT) as DeskBody | undefined;
      const isNews = !sameBody(body, given ?? known);
      known = body;
      if (isNews) onChange(body);
    },
  });
  return view;
};
