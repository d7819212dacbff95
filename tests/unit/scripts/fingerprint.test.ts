import { mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadScript } from './load-script';

let base: string;
const write = (file: string, content: string) => {
  mkdirSync(path.dirname(path.join(base, file)), { recursive: true });
  writeFileSync(path.join(base, file), content);
};

beforeEach(() => {
  base = mkdtempSync(path.join(tmpdir(), 'fingerprint-'));
  write('src/index.ts', 'one');
  write('src/deep/er/file.ts', 'two');
  write('src/admin/app.tsx', 'three');
  write('package.json', '{}');
});
afterEach(() => rmSync(base, { recursive: true }));

async function take(also: string[] = []): Promise<string> {
  const { filesBelow, fingerprint } = await loadScript('scripts/fingerprint.mjs');
  return fingerprint(base, filesBelow(base, ['src', 'package.json', 'gone']), also);
}

it('lists files in order, without what is not to be kept and what is not there', async () => {
  const { filesBelow } = await loadScript('scripts/fingerprint.mjs');
  const files = filesBelow(
    base,
    ['src', 'package.json', 'gone'],
    (file: string) => file !== 'src/admin',
  );
  expect(files).toEqual(['package.json', 'src/deep/er/file.ts', 'src/index.ts']);
});

it('stays the same when a file is only touched', async () => {
  const before = await take();
  utimesSync(path.join(base, 'src/index.ts'), new Date(0), new Date(0));
  expect(await take()).toBe(before);
});

it.each<[string, () => void]>([
  ['changed', () => write('src/index.ts', 'ONE')],
  ['added', () => write('src/new.ts', '')],
  ['removed', () => rmSync(path.join(base, 'src/deep'), { recursive: true })],
  ['renamed', () => renameSync(path.join(base, 'src/index.ts'), path.join(base, 'src/main.ts'))],
])('differs when a file is %s', async (_, change) => {
  const before = await take();
  change();
  expect(await take()).not.toBe(before);
});

it('differs when text moves from one file into the next', async () => {
  write('src/a.ts', 'xy');
  write('src/b.ts', 'z');
  const before = await take();
  write('src/a.ts', 'x');
  write('src/b.ts', 'yz');
  expect(await take()).not.toBe(before);
});

it('differs with what else it depends on', async () => {
  expect(await take(['5.54.0'])).not.toBe(await take(['5.55.0']));
});
