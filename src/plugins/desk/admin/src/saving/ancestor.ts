/** What two tellings come from, when one of ours may have reached the server without an answer. Pure. */
import type { DeskText } from '../../../server/src/contracts';
import { ancestorOfLists, isList } from './lists';
import { bulletIds, indexOf, insertMissing, sameOrder, sectionIds, type Index } from './order';
import { bulletKey, headingKey, leadKey, mapDetails, textsOf } from './parts';

/**
 * `base`, changed to what we `sent` wherever the server shows just that: there the server's telling is
 * our own older one, and no second opinion.
 */
export const ancestorOf = (
  baseText: DeskText,
  sentText: DeskText,
  serverText: DeskText,
): DeskText => {
  const [base, sent, server] = [indexOf(baseText), indexOf(sentText), indexOf(serverText)];
  const [before, ours, current] = [baseText, sentText, serverText].map(textsOf) as [
    Map<string, string>,
    Map<string, string>,
    Map<string, string>,
  ];
  const agreed = <T>(b: T, o: T, c: T): T => (o === c ? c : b);
  const has = (ids: (index: Index) => { has(id: string): boolean }, id: string): boolean =>
    agreed(ids(base).has(id), ids(sent).has(id), ids(server).has(id));
  const tell = (key: string): string => {
    const [b, o, c] = [before.get(key) ?? ours.get(key), ours.get(key), current.get(key)];
    return (isList(key) ? ancestorOfLists(b ?? '', o ?? '', c ?? '') : agreed(b, o, c)) ?? '';
  };

  const homes = new Map<string, string>();
  for (const id of new Set([...base.homes.keys(), ...sent.homes.keys()])) {
    if (!has((index) => index.homes, id)) continue;
    const home = agreed(
      base.homes.get(id) ?? sent.homes.get(id),
      sent.homes.get(id),
      server.homes.get(id),
    );
    if (home !== undefined) homes.set(id, home);
  }
  const order = (list: (index: Index) => string[], isIn: (id: string) => boolean): string[] => {
    const [b, s] = [list(base).filter(isIn), list(sent).filter(isIn)];
    return sameOrder(s, list(server)) ? insertMissing(s, b) : insertMissing(b, s);
  };

  return {
    title: tell('title'),
    lead: tell('lead'),
    sections: order(sectionIds, (id) => has((index) => index.sections, id)).map((id) => ({
      id,
      heading: tell(headingKey(id)),
      lead: tell(leadKey(id)),
      bullets: order(
        (index) => bulletIds(index, id),
        (bullet) => homes.get(bullet) === id,
      ).map((bullet) => ({ id: bullet, text: tell(bulletKey(bullet)) })),
    })),
    details: mapDetails(baseText.details, tell),
  };
};
