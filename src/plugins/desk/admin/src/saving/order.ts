/** Where each part stands. Pure. */
import type { DeskSection, DeskText } from '../../../server/src/contracts';

export interface Index {
  texts: DeskText;
  sections: Map<string, DeskSection>;
  /** Section of each bullet. */
  homes: Map<string, string>;
}

export const indexOf = (text: DeskText): Index => ({
  texts: text,
  sections: new Map(text.sections.map((section) => [section.id, section])),
  homes: new Map(text.sections.flatMap(({ id, bullets }) => bullets.map((b) => [b.id, id]))),
});

export const sectionIds = ({ texts }: Index): string[] => texts.sections.map(({ id }) => id);

export const bulletIds = ({ sections }: Index, section: string): string[] =>
  sections.get(section)?.bullets.map(({ id }) => id) ?? [];

/** Puts what `others` has in addition after whatever it follows there. */
export const insertMissing = (order: readonly string[], others: readonly string[]): string[] => {
  const merged = [...order];
  const present = new Set(order);
  let at = 0;
  for (const id of others) {
    if (!present.has(id)) merged.splice(at, 0, id);
    at = (present.has(id) ? merged.indexOf(id) : at) + 1;
  }
  return merged;
};

/** Whether what both have stands in the same order in both. */
export const sameOrder = (a: readonly string[], b: readonly string[]): boolean => {
  const inA = new Set(a);
  const inB = new Set(b);
  const common = b.filter((id) => inA.has(id));
  return a.filter((id) => inB.has(id)).every((id, n) => id === common[n]);
};

/** Of two orders the one that was changed, mine when both were; nothing of either is missing. */
export const mergeOrder = (
  base: readonly string[],
  mine: readonly string[],
  theirs: readonly string[],
): string[] => {
  const inAll = (ids: readonly string[]) =>
    ids.filter((id) => base.includes(id) && mine.includes(id) && theirs.includes(id));
  return sameOrder(inAll(base), inAll(mine))
    ? insertMissing(theirs, mine)
    : insertMissing(mine, theirs);
};
