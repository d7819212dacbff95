import { createWaitingCount } from '../../../src/plugins/rebuilds/server/src/services/waiting-count';

const at = (day: number) => new Date(Date.UTC(2026, 0, day));

it('counts on from where it was, and anew where something else is asked', async () => {
  const asked: [number, number][] = [];
  const count = createWaitingCount(async ({ after, upTo }) => {
    asked.push([after, upTo]);
    return upTo > after ? { count: upTo - after, oldest: at(after + 1), newest: at(upTo) } : null;
  });
  const wanted = ['article.published'];
  expect(await count('a', { after: 0, upTo: 0, wanted })).toBeNull();
  expect(await count('a', { after: 0, upTo: 3, wanted })).toMatchObject({ count: 3 });
  const more = { count: 5, oldest: at(1), newest: at(5) };
  expect(await count('a', { after: 0, upTo: 5, wanted })).toEqual(more);
  expect(await count('a', { after: 0, upTo: 5, wanted })).toEqual(more);
  expect(await count('b', { after: 0, upTo: 5, wanted })).toEqual(more);
  expect(await count('a', { after: 2, upTo: 5, wanted })).toMatchObject({ count: 3 });
  expect(await count('a', { after: 2, upTo: 5, wanted: [] })).toMatchObject({ count: 3 });
  expect(asked).toEqual([
    [0, 0],
    [0, 3],
    [3, 5],
    [5, 5],
    [0, 5],
    [2, 5],
    [2, 5],
  ]);
});
