import type { SaveState } from './outcome';

const sameList = (a: readonly object[], b: readonly object[]): boolean =>
  a.length === b.length && a.every((one, n) => JSON.stringify(one) === JSON.stringify(b[n]));

const told = (state: SaveState): string =>
  [
    state.kind,
    'message' in state ? state.message : '',
    'at' in state ? state.at?.getTime() : '',
    state.dirty,
    state.backupFails,
  ].join('\n');

/** Whether there is nothing new to tell: most keystrokes change nothing. */
export const sameState = (a: SaveState, b: SaveState): boolean =>
  told(a) === told(b) &&
  sameList(a.conflicts, b.conflicts) &&
  sameList(a.notices, b.notices) &&
  sameList(a.invalid, b.invalid);
