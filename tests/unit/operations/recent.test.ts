import { recent } from '../../../src/operations/recent';

afterEach(() => jest.useRealTimers());

const counting = () => {
  let asked = 0;
  return { read: async () => (asked += 1), asked: () => asked };
};

it('asks once for all who want to know within the time', async () => {
  jest.useFakeTimers();
  const { read, asked } = counting();
  const now = recent(read, { forMs: 5_000, withinMs: 1_000 });
  expect(await Promise.all([now(), now()])).toEqual([1, 1]);
  jest.advanceTimersByTime(4_000);
  expect(await now()).toBe(1);
  jest.advanceTimersByTime(2_000);
  expect(await now()).toBe(2);
  expect(asked()).toBe(2);
});

it('does not wait longer than told, and asks no second time what is still being answered', async () => {
  jest.useFakeTimers();
  let asked = 0;
  let answer = (_: number): void => undefined;
  const now = recent(
    () => {
      asked += 1;
      return new Promise<number>((resolve) => (answer = resolve));
    },
    { forMs: 1_000, withinMs: 2_000 },
  );
  const first = expect(now()).rejects.toThrow('no answer within 2000 ms');
  await jest.advanceTimersByTimeAsync(2_000);
  await first;
  const second = now();
  expect(asked).toBe(1);
  answer(42);
  expect(await second).toBe(42);
});
