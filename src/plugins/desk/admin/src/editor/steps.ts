import { closeHistory } from 'prosemirror-history';
import { Plugin, PluginKey, type Transaction } from 'prosemirror-state';

const key = new PluginKey('desk-own-step');

/** Marks a change as one thing: one undo takes it back, and nothing else with it. */
export const ownStep = (tr: Transaction): Transaction => closeHistory(tr).setMeta(key, true);

/**
 * Ends the undo step behind a change of its own, or typing right after Enter would be undone with
 * it. Stands after the normaliser among the plugins, whose mends still belong to the step.
 */
export const stepCloser = (): Plugin =>
  new Plugin({
    key,
    appendTransaction: (transactions, _old, state) =>
      transactions.some((tr) => tr.getMeta(key)) ? closeHistory(state.tr) : null,
  });
