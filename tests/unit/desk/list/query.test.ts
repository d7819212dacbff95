import { pageInstead, START } from '../../../../src/plugins/desk/admin/src/list/query';

test.each([
  [3, 0, 50, 2],
  [3, 0, 51, null],
  [9, 0, 26, 2],
  [2, 0, 0, 1],
  [1, 0, 0, null],
  // More than are counted stand there all the same.
  [500, 25, 10_001, null],
])('from page %i with %i rows, of %i articles in all, one goes to %s', (page, count, total, to) => {
  expect(pageInstead({ ...START, page }, { rows: Array(count), total })).toBe(to);
});
