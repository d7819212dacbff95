import type { StoredTree } from './plans';
import { applyRelated } from './entries';
import { applyOutline, below } from './plans';
import { handOf, isKept } from '../outline/hand';
import { diffOutline, diffRelated } from '../outline/diff';
import type { Transaction } from '../sql';

/** What the machine chose for the original it will choose for the copy, where it still fits. */
export const copiedEntries = ({ related }: StoredTree): StoredTree['related'] =>
  related.filter((entry) => isKept(handOf(entry)));

/** Writes a copy of a tree below another article's draft row, with documentIds of its own. */
export const duplicateTree = async (
  trx: Transaction,
  tree: StoredTree,
  toRoot: number,
  newId: () => string,
  now: Date,
): Promise<void> => {
  const outline = tree.sections.map(({ heading, lead, bullets }) => ({
    heading: heading ?? '',
    lead,
    bullets: bullets.map(({ text }) => ({ text: text ?? '' })),
  }));
  const kept = copiedEntries(tree);
  const entries = kept.map(({ headline, teaser, url, target }) => ({
    headline,
    teaser,
    url,
    target,
  }));
  const made = diffOutline([], outline, newId);
  await applyOutline(trx, { ...made, sections: below(toRoot, made.sections) }, now);
  await applyRelated(
    trx,
    {
      entries: below(
        toRoot,
        diffRelated([], entries, newId).entries.map((row, i) => ({
          ...row,
          origin: kept[i]!.origin,
          hand: kept[i]!.hand,
        })),
      ),
      gone: [],
    },
    now,
  );
};
