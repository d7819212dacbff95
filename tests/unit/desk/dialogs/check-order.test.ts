import { inOrder, isBlocked } from '../../../../src/plugins/desk/admin/src/dialogs/check-order';
import type { CheckItem } from '../../../../src/plugins/desk/server/src/contracts';

const item = (place: string, level: CheckItem['level']): CheckItem => ({
  rule: 'other',
  level,
  place,
  values: {},
});

test('what blocks comes first, each kind in the order of the page', () => {
  const items = [item('a', 'warn'), item('b', 'block'), item('c', 'warn'), item('d', 'block')];
  expect(inOrder(items).map(({ place }) => place)).toEqual(['b', 'd', 'a', 'c']);
  expect(isBlocked(items)).toBe(true);
  expect(isBlocked([item('a', 'warn')])).toBe(false);
});
