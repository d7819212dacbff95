/** Topics and authors to choose from, and what they are called. Pure. */
import type { ChoiceKind, DeskChoice } from '../../../server/src/contracts';
import { idsOf } from '../../../server/src/ids';

/** In the order in which they stand in the panel. */
export const KINDS: readonly ChoiceKind[] = ['topics', 'authors'];

/** Options that are shown at once; whoever looks for one of more types on. */
export const MOST_SHOWN = 50;

/** Letters without their marks and their case: "Réka" is found by "reka". */
const plain = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase();

export const isChoiceKind = (field: string): field is ChoiceKind =>
  (KINDS as readonly string[]).includes(field);

/** What each id is called; two of the same name are told apart by their address. */
export const labelsOf = (choices: readonly DeskChoice[]): Map<string, string> => {
  const seen = new Map<string, number>();
  for (const { name } of choices) seen.set(name, (seen.get(name) ?? 0) + 1);
  return new Map(
    choices.map(({ id, name, slug }) => [id, seen.get(name) === 1 ? name : `${name} (${slug})`]),
  );
};

/** @param unknown what stands for an id that has no name */
export const namesIn = (
  list: string,
  labels: ReadonlyMap<string, string>,
  unknown: string,
): string =>
  idsOf(list)
    .map((id) => labels.get(id) ?? unknown)
    .join(', ');

/**
 * What may still be chosen: names and addresses with every word that was typed, those that begin with it
 * first. The letters that an address spells out (`oe`) find the name that has another (`ø`).
 */
export const matching = (
  choices: readonly DeskChoice[],
  chosen: string,
  typed: string,
): DeskChoice[] => {
  const taken = new Set(idsOf(chosen));
  const words = plain(typed).split(/\s+/).filter(Boolean);
  const start = words.join(' ');
  const found = choices.filter(({ id, name, slug }) => {
    const text = `${plain(name)} ${slug}`;
    return !taken.has(id) && words.every((word) => text.includes(word));
  });
  const rank = ({ name }: DeskChoice): number => (plain(name).startsWith(start) ? 0 : 1);
  return found.sort((a, b) => rank(a) - rank(b));
};
