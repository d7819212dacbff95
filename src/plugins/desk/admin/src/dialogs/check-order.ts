import type { CheckItem } from '../../../server/src/contracts';

/** What forbids the publish comes first; each kind stays in the order of the page. Pure. */
export const inOrder = (items: readonly CheckItem[]): CheckItem[] => [
  ...items.filter(({ level }) => level === 'block'),
  ...items.filter(({ level }) => level !== 'block'),
];

export const isBlocked = (items: readonly CheckItem[]): boolean =>
  items.some(({ level }) => level === 'block');
