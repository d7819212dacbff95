/** Lists of ids among the details, such as topics: brought together id by id. Pure. */
import type { DeskDetails } from '../../../server/src/contracts';
import { idsOf, listOf } from '../../../server/src/ids';
import { insertMissing, mergeOrder, sameOrder } from './order';
import { detailKey } from './parts';

const LISTS = (['topics', 'authors'] as const satisfies readonly (keyof DeskDetails)[]).map(
  detailKey,
);

export const isList = (key: string): boolean => LISTS.includes(key);

/**
 * What either added is in, what either removed is not; the order is that of whoever changed it, mine when
 * both did. Two who choose different things want both, so this is never a question.
 */
export const mergeLists = (base: string, mine: string, theirs: string): string => {
  const [before, own, others] = [idsOf(base), idsOf(mine), idsOf(theirs)];
  const stays = (id: string): boolean =>
    !before.includes(id) || (own.includes(id) && others.includes(id));
  return listOf(mergeOrder(before.filter(stays), own.filter(stays), others.filter(stays)));
};

/** `base`, changed to what we `sent` wherever the server shows just that; see `ancestorOf`. */
export const ancestorOfLists = (base: string, sent: string, server: string): string => {
  const [before, ours, current] = [idsOf(base), idsOf(sent), idsOf(server)];
  const isIn = (id: string): boolean => {
    const isOurs = ours.includes(id);
    return isOurs === current.includes(id) ? isOurs : before.includes(id);
  };
  const [b, s] = [before.filter(isIn), ours.filter(isIn)];
  return listOf(sameOrder(s, current) ? insertMissing(s, b) : insertMissing(b, s));
};
