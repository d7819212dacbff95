import {
  isMacLike,
  keyLabel,
  SHORTCUTS,
} from '../../../../src/plugins/desk/admin/src/dialogs/shortcut-keys';
import de from '../../../../src/plugins/desk/admin/src/translations/de/dialogs.json';
import en from '../../../../src/plugins/desk/admin/src/translations/en/dialogs.json';

test.each([
  ['Mod+Enter', 'Ctrl+Enter', '⌘↩'],
  ['Mod+Shift+P', 'Ctrl+Shift+P', '⇧⌘P'],
  ['Alt+Up', 'Alt+↑', '⌥↑'],
  ['Shift+Tab', 'Shift+Tab', '⇧⇥'],
  ['Esc', 'Esc', 'Esc'],
  ['F6', 'F6', 'F6'],
  ['?', '?', '?'],
])('%s is %s, and %s on a Mac', (keys, elsewhere, onMac) => {
  expect(keyLabel(keys, false)).toBe(elsewhere);
  expect(keyLabel(keys, true)).toBe(onMac);
});

test('keys are called as the language calls them, but for those with a sign on a Mac', () => {
  const names = { Ctrl: 'Strg', Shift: 'Umschalt' };
  expect(keyLabel('Mod+Shift+Z', false, names)).toBe('Strg+Umschalt+Z');
  expect(keyLabel('Mod+Shift+Z', true, names)).toBe('⇧⌘Z');
});

test('knows a Mac by its browser', () => {
  expect(isMacLike('Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)')).toBe(true);
  expect(isMacLike('Mozilla/5.0 (X11; Linux x86_64)')).toBe(false);
});

test('no key does two things', () => {
  const keys = SHORTCUTS.flatMap((shortcut) =>
    shortcut.join === 'then' ? [shortcut.keys.join(' ')] : shortcut.keys,
  );
  expect(new Set(keys).size).toBe(keys.length);
});

test('every text is there in both languages, with the same values', () => {
  expect(Object.keys(de)).toEqual(Object.keys(en));
  const valuesOf = (message: string): string[] =>
    [...new Set([...message.matchAll(/\{(\w+)(?=[,}])/g)].map(([, name]) => name!))].sort();
  for (const [key, message] of Object.entries(en))
    expect([key, valuesOf(de[key as keyof typeof de])]).toEqual([key, valuesOf(message)]);
  for (const { does } of SHORTCUTS) expect(en).toHaveProperty([does]);
});
