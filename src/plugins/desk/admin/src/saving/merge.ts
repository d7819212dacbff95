/** Brings together what two people made of one article. Pure. */
import type { DeskText } from '../../../server/src/contracts';
import { isList, mergeLists } from './lists';
import { bulletIds, indexOf, mergeOrder, sectionIds, type Index } from './order';
import { bulletKey, headingKey, leadKey, mapDetails, textsOf } from './parts';

/** A text that both changed, each in another way. */
export interface Conflict {
  /** `title`, `details.byline` (no list of ids: those come together), `section:ID:heading`, `section:ID:lead` or `bullet:ID`. */
  key: string;
  base: string;
  mine: string;
  theirs: string;
}

export type Notice =
  /** One removed it, the other edited it: it stays. */
  | { kind: 'kept'; part: 'section' | 'bullet'; id: string; removedBy: Side; text: string }
  /** Somebody else's changes came in. */
  | { kind: 'merged' };

export type Side = 'mine' | 'theirs';

export interface Merge {
  /** Holds mine where there is a conflict. */
  merged: DeskText;
  conflicts: Conflict[];
  notices: Notice[];
}

interface Sides {
  base: Index;
  mine: Index;
  theirs: Index;
  /** Whether one side removed this text and the other changed it, or both still have it. */
  stays: (key: string) => boolean;
}

/** The section that each bullet of the merged text stands in. */
const placeBullets = ({ base, mine, theirs, stays }: Sides): Map<string, string> => {
  const homes = new Map<string, string>();
  for (const id of new Set([...mine.homes.keys(), ...theirs.homes.keys()])) {
    const own = mine.homes.get(id);
    const other = theirs.homes.get(id);
    const isMoved = own !== undefined && own !== base.homes.get(id);
    const home = isMoved ? own : (other ?? own);
    if (home !== undefined && stays(bulletKey(id))) homes.set(id, home);
  }
  return homes;
};

/** A section that one removed stays when the other worked on it, and then with all that stood in it. */
const placeSections = (sides: Sides, homes: Map<string, string>): Set<string> => {
  const { mine, theirs, stays } = sides;
  const needed = new Set(homes.values());
  const kept = new Set<string>();
  for (const id of new Set([...sectionIds(mine), ...sectionIds(theirs)])) {
    if (!needed.has(id) && !stays(headingKey(id)) && !stays(leadKey(id))) continue;
    kept.add(id);
    if (mine.sections.has(id) && theirs.sections.has(id)) continue;
    const [owner, remover] = mine.sections.has(id) ? [mine, theirs] : [theirs, mine];
    for (const bullet of bulletIds(owner, id))
      if (!remover.homes.has(bullet)) homes.set(bullet, id);
  }
  return kept;
};

export const merge = (baseText: DeskText, mineText: DeskText, theirsText: DeskText): Merge => {
  const before = textsOf(baseText);
  const own = textsOf(mineText);
  const others = textsOf(theirsText);
  const conflicts: Conflict[] = [];
  const notices: Notice[] = [];

  const stays = (key: string): boolean => {
    const [m, t] = [own.get(key), others.get(key)];
    if (m !== undefined && t !== undefined) return true;
    const left = m ?? t;
    return left !== undefined && left !== before.get(key);
  };
  const sides: Sides = {
    base: indexOf(baseText),
    mine: indexOf(mineText),
    theirs: indexOf(theirsText),
    stays,
  };
  const { base, mine, theirs } = sides;
  const homes = placeBullets(sides);
  const kept = placeSections(sides, homes);

  const tell = (key: string): string => {
    const [m, t] = [own.get(key), others.get(key)];
    const b = before.get(key);
    if (m === undefined || t === undefined) return m ?? t ?? '';
    if (m === t || m === b) return t;
    if (t === b) return m;
    if (isList(key)) return mergeLists(b ?? '', m, t);
    conflicts.push({ key, base: b ?? '', mine: m, theirs: t });
    return m;
  };
  const notice = (part: 'section' | 'bullet', id: string, key: string, text: string): void => {
    if (!before.has(key) || (own.has(key) && others.has(key))) return;
    notices.push({ kind: 'kept', part, id, removedBy: own.has(key) ? 'theirs' : 'mine', text });
  };
  const order = (list: (side: Index) => string[], isIn: (id: string) => boolean): string[] =>
    mergeOrder(list(base).filter(isIn), list(mine).filter(isIn), list(theirs).filter(isIn));

  const merged: DeskText = {
    title: tell('title'),
    lead: tell('lead'),
    sections: order(sectionIds, (id) => kept.has(id)).map((id) => {
      const section = {
        id,
        heading: tell(headingKey(id)),
        lead: tell(leadKey(id)),
        bullets: order(
          (side) => bulletIds(side, id),
          (bullet) => homes.get(bullet) === id,
        ).map((bullet) => ({ id: bullet, text: tell(bulletKey(bullet)) })),
      };
      notice('section', id, headingKey(id), section.heading);
      const isWhole = mine.sections.has(id) && theirs.sections.has(id);
      // What came back together with its section is told once.
      if (isWhole || !base.sections.has(id))
        for (const bullet of section.bullets)
          notice('bullet', bullet.id, bulletKey(bullet.id), bullet.text);
      return section;
    }),
    details: mapDetails(mineText.details, tell),
  };
  return { merged, conflicts, notices };
};
