import { loadScript } from './load-script';

const load = () => loadScript('tests/bench/rounds.mjs');

it('reports the median with its range', async () => {
  const { summary } = await load();
  expect(summary([9, 1, 5])).toEqual({ median: 5, min: 1, max: 9, rounds: 3 });
  expect(summary([4, 1, 2, 10])).toEqual({ median: 3, min: 1, max: 10, rounds: 4 });
  expect(() => summary([])).toThrow(RangeError);
});

it('lets the cases take turns, the other way round every second time', async () => {
  const { measure } = await load();
  const calls: string[] = [];
  const named = (name: string) => async () => {
    calls.push(name);
    return { time: calls.length };
  };
  const rows = await measure(
    { ours: named('ours'), stock: named('stock') },
    { rounds: 3, warmUps: 1 },
  );
  expect(calls.join(' ')).toBe('stock ours ours stock stock ours ours stock');
  expect(rows).toEqual([
    { case: 'ours', metric: 'time', median: 6, min: 3, max: 7, rounds: 3 },
    { case: 'stock', metric: 'time', median: 5, min: 4, max: 8, rounds: 3 },
  ]);
});

it('divides medians, and says what was not measured', async () => {
  const { ratio } = await load();
  const rows = [
    { case: 'stock', metric: 'sql', median: 800, min: 800, max: 800, rounds: 1 },
    { case: 'ours', metric: 'sql', median: 40, min: 40, max: 40, rounds: 1 },
  ];
  expect(ratio(rows, 'sql', 'stock', 'ours')).toBe(20);
  expect(() => ratio(rows, 'time', 'stock', 'ours')).toThrow('time of stock');
});

it('prints a table whose columns stand below each other', async () => {
  const { table } = await load();
  const lines = table([
    { case: 'ours', metric: 'time', median: 31.2345, min: 29, max: 1234.5, rounds: 11 },
    { case: 'stock', metric: 'sql', median: 800, min: 800, max: 800, rounds: 11 },
  ]).split('\n');
  expect(lines).toHaveLength(4);
  expect(new Set(lines.map((line: string) => line.length)).size).toBe(1);
  expect(lines[2]).toMatch(/ours\s+time\s+31\.2\s+29\s+1,235\s+11/);
});
