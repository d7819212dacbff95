import type { Node } from 'prosemirror-model';
import { Plugin, PluginKey } from 'prosemirror-state';
import { DecorationSet, type Decoration } from 'prosemirror-view';

/** A plugin whose decorations follow from the document alone. */
export const decorating = (name: string, decorate: (doc: Node) => Decoration[]): Plugin => {
  const key = new PluginKey<DecorationSet>(name);
  const build = (doc: Node) => DecorationSet.create(doc, decorate(doc));
  return new Plugin<DecorationSet>({
    key,
    state: {
      init: (_config, { doc }) => build(doc),
      apply: (tr, old) => (tr.docChanged ? build(tr.doc) : old),
    },
    props: { decorations: (state) => key.getState(state) },
  });
};
