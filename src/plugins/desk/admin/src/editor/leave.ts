import { Plugin, PluginKey, type Command, type EditorState } from 'prosemirror-state';

const key = new PluginKey<boolean>('desk-leave');

/** Whether Escape was the last thing that happened: Tab then leaves the text. */
export const isLeaving = (state: EditorState): boolean => key.getState(state) ?? false;

export const escape: Command = (state, dispatch) => {
  dispatch?.(state.tr.setMeta(key, true));
  return true;
};

/** Nobody must be trapped in a text where Tab has a meaning (WCAG 2.1.2). */
export const leavePlugin = (): Plugin =>
  new Plugin<boolean>({
    key,
    state: {
      init: () => false,
      apply: (tr, was) =>
        (tr.getMeta(key) as boolean | undefined) ?? (was && !tr.docChanged && !tr.selectionSet),
    },
    props: {
      handleDOMEvents: {
        blur: (view) => {
          if (isLeaving(view.state)) view.dispatch(view.state.tr.setMeta(key, false));
          return false;
        },
      },
    },
  });
