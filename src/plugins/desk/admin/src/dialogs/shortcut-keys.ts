import type { TextKey } from '../text';

export interface Shortcut {
  /** Each as `Mod+Shift+P`; `Mod` is Cmd on a Mac and Ctrl elsewhere. */
  keys: readonly string[];
  /** Whether any of the keys does it, or one after the other. */
  join: 'or' | 'then';
  does: TextKey;
}

const shortcut = (
  does: TextKey,
  keys: readonly string[],
  join: Shortcut['join'] = 'or',
): Shortcut => ({ keys, join, does });

export const SHORTCUTS: readonly Shortcut[] = [
  shortcut('dialogs.keys.publish', ['Mod+Enter']),
  shortcut('dialogs.keys.save', ['Mod+S']),
  shortcut('dialogs.keys.preview', ['Mod+Shift+P']),
  shortcut('dialogs.keys.undo', ['Mod+Z']),
  shortcut('dialogs.keys.redo', ['Mod+Y', 'Mod+Shift+Z']),
  shortcut('dialogs.keys.enter', ['Enter']),
  shortcut('dialogs.keys.backspace', ['Backspace']),
  shortcut('dialogs.keys.demote', ['Tab']),
  shortcut('dialogs.keys.promote', ['Shift+Tab']),
  shortcut('dialogs.keys.move', ['Alt+Up', 'Alt+Down']),
  shortcut('dialogs.keys.leave', ['Esc', 'Tab'], 'then'),
  shortcut('dialogs.keys.panel', ['F6']),
  shortcut('dialogs.keys.sheet', ['?']),
];

/** Keys whose names differ between languages. */
export type KeyNames = Partial<Record<string, string>>;

const ARROWS: KeyNames = { Up: '↑', Down: '↓', Left: '←', Right: '→' };

const MAC: KeyNames = {
  ...ARROWS,
  Ctrl: '⌃',
  Alt: '⌥',
  Shift: '⇧',
  Mod: '⌘',
  Enter: '↩',
  Backspace: '⌫',
  Tab: '⇥',
};

/** The order in which a Mac names keys that are held together. */
const MAC_ORDER = ['Ctrl', 'Alt', 'Shift', 'Mod'];

/** `Mod+Shift+P` as a keyboard of that kind has it printed: `⇧⌘P`, `Ctrl+Shift+P`. */
export const keyLabel = (keys: string, isMac: boolean, names: KeyNames = {}): string => {
  const parts = keys.split('+');
  if (!isMac) {
    return parts
      .map((part) => (part === 'Mod' ? 'Ctrl' : part))
      .map((part) => names[part] ?? ARROWS[part] ?? part)
      .join('+');
  }
  const rank = (part: string): number => {
    const at = MAC_ORDER.indexOf(part);
    return at < 0 ? MAC_ORDER.length : at;
  };
  return parts
    .toSorted((a, b) => rank(a) - rank(b))
    .map((part) => MAC[part] ?? names[part] ?? part)
    .join('');
};

/** Whether the keyboard of this browser is a Mac's. */
export const isMacLike = (userAgent: string): boolean => /mac|iphone|ipad|ipod/i.test(userAgent);
