import fc from 'fast-check';
import { reachOf } from '../../../src/plugins/recent-news/server/src/services/archive/look-up';

describe('the reach of a look-up', () => {
  it('is the whole of a small archive', () => {
    expect(reachOf({ cells: { count: 1 }, perDay: 5 }, 200)).toEqual({ cells: 1, perCell: 4_000 });
  });

  it('goes wide where new stories win, deep where old ones can', () => {
    const year = { cells: { count: 316 }, perDay: 55 };
    expect(reachOf(year, 200)).toEqual({ cells: 28, perCell: 70 });
    expect(reachOf(year, 1_460)).toEqual({ cells: 12, perCell: 509 });
    expect(reachOf(year, Infinity)).toEqual({ cells: 12, perCell: 1_000 });
  });

  it('is bounded', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 5_000 }),
        fc.double({ min: 0, max: 1e5, noNaN: true }),
        fc.double({ min: 0, noNaN: true }),
        (count, perDay, days) => {
          const { cells, perCell } = reachOf({ cells: { count }, perDay }, days);
          expect(cells).toBeGreaterThanOrEqual(Math.min(count, 12));
          expect(cells).toBeLessThanOrEqual(count);
          expect(cells * Math.min(perCell, count)).toBeLessThanOrEqual(12_000);
        },
      ),
    );
  });
});
