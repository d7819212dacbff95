import type { Node } from 'prosemirror-model';
import { Plugin, PluginKey } from 'prosemirror-state';
import { Decoration, DecorationSet, type EditorView } from 'prosemirror-view';
import { blockAt } from './blocks';
import { lineBelow } from './counters';
import { indexOfPlace } from './places';

/** An error at its place, e.g. `sections[2].bullets[0].text`. */
export interface PlacedProblem {
  place: string;
  message: string;
}

const key = new PluginKey<DecorationSet>('desk-problems');

const decorate = (doc: Node, problems: PlacedProblem[], idPrefix: string): DecorationSet =>
  DecorationSet.create(
    doc,
    problems.flatMap(({ place, message }, i) => {
      const index = indexOfPlace(doc, place);
      const block = index === null ? null : blockAt(doc, index);
      if (!block) return [];
      const id = `${idPrefix}-problem-${i}`;
      return [
        lineBelow(block.after, id, 'desk-problem', message),
        Decoration.node(block.pos, block.after, { 'aria-describedby': id }),
      ];
    }),
  );

/** Problems stay with their blocks while the text around them changes. */
export const problemsPlugin = (idPrefix: string): Plugin =>
  new Plugin<DecorationSet>({
    key,
    state: {
      init: () => DecorationSet.empty,
      apply: (tr, old) => {
        const problems = tr.getMeta(key) as PlacedProblem[] | undefined;
        return problems ? decorate(tr.doc, problems, idPrefix) : old.map(tr.mapping, tr.doc);
      },
    },
    props: { decorations: (state) => key.getState(state) },
  });

/** Shows these problems, and no others. */
export const setProblems = (
  view: Pick<EditorView, 'state' | 'dispatch'>,
  problems: PlacedProblem[],
): void => view.dispatch(view.state.tr.setMeta(key, problems));
