import { countMonths, type Month } from '../src/months';
import { fileOf } from './paths';
import type { Outcome } from './produce';
import type { Stage } from './stage';
import { storyOf, type State } from './state';

/** What builds find out. */
export type Known = Pick<State, 'stories' | 'moved'>;

export const monthsOf = ({ stories }: Known): Month[] =>
  countMonths(Object.values(stories).map(({ month }) => month));

/** Takes in what was found at a path, where nothing was known. */
export function note(known: Known, path: string, outcome: Outcome): void {
  if (outcome.kind === 'moved') known.moved[path] = outcome.to;
  if (outcome.kind !== 'file' || !outcome.page) return;
  const { article, meta } = outcome.page;
  known.stories[article.documentId] = storyOf(article, meta);
}

/** Takes in what was found at paths, in place of what was known of them. */
export function learn(known: Known, outcomes: readonly (readonly [string, Outcome])[]): void {
  const bySlug = new Map(Object.entries(known.stories).map(([id, { slug }]) => [slug, id]));
  for (const [path] of outcomes) {
    const id = bySlug.get(path.slice(1));
    if (id !== undefined) delete known.stories[id];
    delete known.moved[path];
  }
  // After all deletions: a story that moved is found at its new path.
  for (const [path, outcome] of outcomes) note(known, path, outcome);
}

/** An old address leads nowhere when the page behind it is gone. */
export function withoutDeadEnds(outcomes: readonly [string, Outcome][]): [string, Outcome][] {
  const gone = new Set(outcomes.filter(([, { kind }]) => kind === 'none').map(([path]) => path));
  return outcomes.map(([path, outcome]) =>
    outcome.kind === 'moved' && gone.has(outcome.to) ? [path, { kind: 'none' }] : [path, outcome],
  );
}

/** Prepares the file of a path, or its removal. */
export async function place(stage: Stage, path: string, outcome: Outcome): Promise<void> {
  const file = fileOf(path);
  if (file === null) return;
  if (outcome.kind === 'none') stage.remove(file);
  else await stage.put(file, outcome.text);
}
