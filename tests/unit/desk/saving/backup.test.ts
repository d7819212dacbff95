import {
  indexedDbBackups,
  type Backup,
} from '../../../../src/plugins/desk/admin/src/saving/backup';
import { memoryBackups } from './memory-backups';
import { page } from './texts';

const DAY = 86_400_000;
const of = (tab: string, at: number, documentId = 'd'): Backup => ({
  documentId,
  tab,
  base: { version: 1, text: page() },
  text: page(tab),
  at,
});

it('keeps tabs apart and finds those that are gone, newest first, none older than 30 days', async () => {
  const backups = memoryBackups(() => 40 * DAY);
  for (const one of [
    of('old', 9 * DAY),
    of('a', 20 * DAY),
    of('b', 30 * DAY),
    of('here', 39 * DAY),
    of('x', 39 * DAY, 'e'),
  ])
    await backups.put(one);
  const found = await backups.findBackups('d', new Set(['here']));
  expect(found.map(({ tab }) => tab)).toEqual(['b', 'a']);
  await backups.remove('d', 'b');
  expect((await backups.findBackups('d', new Set())).map(({ tab }) => tab)).toEqual(['here', 'a']);
});

it('finds articles that were never saved, one copy of each, and none that was stored once', async () => {
  const backups = memoryBackups();
  const neverSaved = (tab: string, at: number, documentId: string): Backup => ({
    ...of(tab, at, documentId),
    base: { version: 0, text: page() },
  });
  for (const one of [
    neverSaved('a', 1, 'new'),
    neverSaved('b', 3, 'new'),
    neverSaved('c', 4, 'newer'),
    neverSaved('here', 5, 'open'),
    neverSaved('d', 6, 'deleted'),
    of('e', 7, 'deleted'),
    of('f', 8, 'stored'),
  ])
    await backups.put(one);
  const found = await backups.findNeverSaved(new Set(['here']));
  expect(found.map(({ tab }) => tab)).toEqual(['c', 'b']);
});

it('survives a browser without IndexedDB and says so', async () => {
  const backups = indexedDbBackups();
  expect(await backups.put(of('a', Date.now()))).toBe(false);
  expect(await backups.remove('d', 'a')).toBe(false);
  expect(await backups.findBackups('d', new Set())).toEqual([]);
  expect(await backups.findNeverSaved(new Set())).toEqual([]);
});
