/** What lies in deploy/, read. */
import fs from 'node:fs';
import path from 'node:path';
import { parseAllDocuments } from 'yaml';

export const root = path.resolve(__dirname, '../../..');

/* eslint-disable @typescript-eslint/no-explicit-any -- manifests have a hundred shapes; each test looks at a few fields */
export type Manifest = any;

export const readText = (file: string): string =>
  fs.readFileSync(path.join(root, 'deploy', file), 'utf8');

/** The documents of a file. @throws Error that names the place when it is no YAML */
export const readYaml = (file: string): Manifest[] =>
  parseAllDocuments(readText(file), { merge: true }).map((document) => {
    const [error] = [...document.errors, ...document.warnings];
    if (error) throw new Error(`deploy/${file}: ${error.message}`);
    return document.toJS();
  });

/** Names that stand in a file of `NAME=value` lines, with their values. */
export const readEnv = (file: string): Record<string, string> =>
  Object.fromEntries(
    readText(file)
      .split('\n')
      .filter((line) => /^[A-Z]/.test(line))
      .map((line) => {
        const at = line.indexOf('=');
        return [line.slice(0, at), line.slice(at + 1)];
      }),
  );

/** Every variable that the newsroom knows. */
export const knownVariables = (): Set<string> => new Set(Object.keys(readEnv('../.env.example')));

/** Everything that is called `key` in a manifest, at any depth. */
export const allOf = (manifest: Manifest, key: string): Manifest[] =>
  manifest === null || typeof manifest !== 'object'
    ? []
    : Object.entries(manifest).flatMap(([name, value]) => [
        ...(name === key ? [value] : []),
        ...allOf(value, key),
      ]);
