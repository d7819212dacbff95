import { readOutline, readRelated } from '../outline/check';
import type { Outline, Problem, RelatedEntry } from '../outline/types';
import { isListOfEntries } from './relation-input';

/** What a write brings besides the plain fields, taken out of Strapi's sight. */
export interface Lens {
  outline: Outline | undefined;
  related: RelatedEntry[] | undefined;
  baseVersion: number | undefined;
  /** The `version` that came back with a form, which says what the form was filled from. */
  formVersion: number | undefined;
}

/** Reads and removes the parts of `data` that Strapi must not store. */
export const takeLens = (data: Record<string, unknown>): { lens: Lens; problems: Problem[] } => {
  const problems: Problem[] = [];
  const lens: Lens = {
    outline: undefined,
    related: undefined,
    baseVersion: undefined,
    formVersion: undefined,
  };
  // The admin sends the whole form back: null stands for "not asked for", never for "delete all".
  if (data.outline != null) {
    const read = readOutline(parsedJson(data.outline));
    lens.outline = read.outline;
    problems.push(...read.problems);
  }
  if (isListOfEntries(data.relatedNews)) {
    const read = readRelated(data.relatedNews);
    lens.related = read.entries;
    problems.push(...read.problems);
    delete data.relatedNews;
  }
  if (data.baseVersion != null) {
    if (Number.isInteger(data.baseVersion)) lens.baseVersion = data.baseVersion as number;
    else
      problems.push({
        place: 'baseVersion',
        message: 'must be the whole number that `version` had when you read',
      });
  }
  if (Number.isInteger(data.version)) lens.formVersion = data.version as number;
  delete data.outline;
  delete data.baseVersion;
  delete data.version;
  return { lens, problems };
};

/** The admin's JSON field sends its text; anything else passes through and is judged as it is. */
const parsedJson = (value: unknown): unknown => {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
};
