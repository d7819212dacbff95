import type { Problem } from '../outline/types';

type Stored = { id: number; documentId: string };

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `[{ headline, teaser, url, target }]`, or `[]`: the list itself, as opposed to Strapi's lists of ids. */
export const isListOfEntries = (value: unknown): value is Record<string, unknown>[] =>
  Array.isArray(value) &&
  value.every(
    (item) => isObject(item) && ['headline', 'teaser', 'url', 'target'].some((key) => key in item),
  );

/** An id in any form that Strapi takes: number, documentId, `{ id }`, `{ documentId }`. */
export const refersTo = (reference: unknown, row: Stored): boolean => {
  if (isObject(reference)) {
    return 'documentId' in reference
      ? reference.documentId === row.documentId
      : Number(reference.id) === row.id;
  }
  return reference === row.documentId || reference === row.id || reference === String(row.id);
};

const asList = (value: unknown): unknown[] =>
  Array.isArray(value) ? value : value == null ? [] : [value];

/** Strapi's relation input in its parts: a bare list means `set`. */
export const partsOf = (
  value: unknown,
): { set: unknown[] | null; connect: unknown[]; disconnect: unknown[] } => {
  if (isObject(value) && ['set', 'connect', 'disconnect'].some((key) => key in value)) {
    return {
      set: value.set == null ? null : asList(value.set),
      connect: asList(value.connect),
      disconnect: asList(value.disconnect),
    };
  }
  return { set: value === undefined ? null : asList(value), connect: [], disconnect: [] };
};

/** The admin's form brings back what it was shown of a relation, which is a count and asks for nothing. */
export const dropCounts = (data: Record<string, unknown>, fields: readonly string[]): void => {
  for (const field of fields) {
    const value = data[field];
    if (isObject(value) && 'count' in value && Object.keys(value).length === 1) delete data[field];
  }
};

/**
 * What a stock relation input would do to an article's children. Keeping or reordering them is
 * fine; giving one away or taking one in is not, because it would leave orphans and steal.
 * Removes the field from `data` when it changes nothing.
 */
export const relationChange = (
  data: Record<string, unknown>,
  field: 'sections' | 'relatedNews' | 'bullets',
  stored: readonly Stored[],
  problems: Problem[],
): 'reordered' | null => {
  if (!(field in data)) return null;
  const { set, connect, disconnect } = partsOf(data[field]);
  const own = (reference: unknown) => stored.some((row) => refersTo(reference, row));
  if (set === null && connect.length === 0 && disconnect.length === 0) {
    delete data[field];
    return null;
  }
  const keepsAll =
    set === null ||
    (set.length === stored.length && stored.every((row) => set.some((ref) => refersTo(ref, row))));
  if (keepsAll && disconnect.length === 0 && connect.every(own)) {
    if (stored.length === 0) delete data[field];
    return stored.length ? 'reordered' : null;
  }
  const instead = {
    sections: 'send the whole `outline`',
    bullets: 'send the whole `outline` of the article',
    relatedNews: 'send the whole list as `relatedNews: [{ headline, teaser, url, target }]`',
  }[field];
  problems.push({
    place: field,
    message: `cannot be given to or taken from an article through the relation; ${instead}, or create and delete them one by one`,
  });
  return null;
};
