/** Every string of the plugins' admin is there in each language, with the same values. */
import fs from 'node:fs';
import path from 'node:path';

const root = path.resolve(__dirname, '../../..');
const plugins = ['desk', 'recent-news', 'rebuilds'];
const below = (folder: string): string[] =>
  fs
    .readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) =>
      entry.isDirectory() ? below(path.join(folder, entry.name)) : [path.join(folder, entry.name)],
    );

const textsOf = (plugin: string, language: string): Record<string, string> => {
  const folder = path.join(root, 'src/plugins', plugin, 'admin/src/translations');
  const files = below(folder).filter((file) =>
    path.relative(folder, file).split(/[/.]/).includes(language),
  );
  return Object.assign({}, ...files.map((file) => JSON.parse(fs.readFileSync(file, 'utf8'))));
};
/** `{count, plural, …}` and `{title}` ask for values; their names must be the same everywhere. */
const valuesOf = (text: string): string[] =>
  [...new Set([...text.matchAll(/\{(\w+)(?=[,}])/g)].map(([, name]) => name!))].sort();

describe.each(plugins)('%s', (plugin) => {
  const english = textsOf(plugin, 'en');

  test('German has every key, no other, and asks for the same values', () => {
    const german = textsOf(plugin, 'de');
    expect(Object.keys(german).sort()).toEqual(Object.keys(english).sort());
    for (const [key, text] of Object.entries(english))
      expect([key, valuesOf(german[key]!)]).toEqual([key, valuesOf(text)]);
  });

  test('no text is empty', () => {
    expect(Object.values(english).filter((text) => text.trim() === '')).toEqual([]);
    expect(Object.keys(english).length).toBeGreaterThan(40);
  });

  test('every key that the code names is there', () => {
    const folder = path.join(root, 'src/plugins', plugin, 'admin/src');
    const code = below(folder)
      .filter((file) => /\.tsx?$/.test(file))
      .map((file) => fs.readFileSync(file, 'utf8'))
      .join('\n');
    const named = [...code.matchAll(/\b(?:text|describe)\(\s*'([\w.-]+)'/g)].map(([, key]) => key!);
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((key) => !(key in english))).toEqual([]);
  });
});
