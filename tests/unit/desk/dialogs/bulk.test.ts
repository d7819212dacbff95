import { runBulk, type BulkProgress } from '../../../../src/plugins/desk/admin/src/dialogs/bulk';

describe('one act on many articles', () => {
  test('does one after the other, in order', async () => {
    const log: string[] = [];
    let running = 0;
    const report = await runBulk(['a', 'b', 'c'], async (id) => {
      expect(++running).toBe(1);
      log.push(id);
      await new Promise((done) => setTimeout(done, 1));
      running--;
    });
    expect(log).toEqual(['a', 'b', 'c']);
    expect(report).toEqual({ done: 3, total: 3, failed: [], isStopped: false });
  });

  test('goes on after a failure and names it', async () => {
    const seen: BulkProgress[] = [];
    const report = await runBulk(
      ['a', 'b', 'c'],
      async (id) => {
        if (id === 'a') throw new Error('no heading');
        // As RTK throws: a plain object. And what is no error at all.
        if (id === 'b') throw Object.assign(Object.create(null), { message: ' ' });
      },
      { onProgress: (progress) => seen.push(progress), titleOf: (id) => id.toUpperCase() },
    );
    expect(report.failed).toEqual([
      { documentId: 'a', title: 'A', message: 'no heading' },
      { documentId: 'b', title: 'B', message: '' },
    ]);
    expect(report).toMatchObject({ done: 1, total: 3, isStopped: false });
    expect(seen.map(({ done, failed }) => [done, failed.length])).toEqual([
      [0, 0],
      [0, 1],
      [0, 2],
      [1, 2],
    ]);
  });

  test('stops between two, and finishes the one that is under way', async () => {
    const stop = new AbortController();
    const log: string[] = [];
    const report = await runBulk(
      ['a', 'b', 'c'],
      async (id) => {
        log.push(`${id} starts`);
        if (id === 'b') stop.abort();
        await Promise.resolve();
        log.push(`${id} ends`);
      },
      { signal: stop.signal },
    );
    expect(log).toEqual(['a starts', 'a ends', 'b starts', 'b ends']);
    expect(report).toEqual({ done: 2, total: 3, failed: [], isStopped: true });
  });

  test('is not stopped when the last one was already under way', async () => {
    const stop = new AbortController();
    const report = await runBulk(['a'], async () => stop.abort(), { signal: stop.signal });
    expect(report).toEqual({ done: 1, total: 1, failed: [], isStopped: false });
  });

  test('does nothing when it is stopped before', async () => {
    const report = await runBulk(['a'], () => Promise.reject(new Error('was called')), {
      signal: AbortSignal.abort(),
    });
    expect(report).toEqual({ done: 0, total: 1, failed: [], isStopped: true });
  });
});
