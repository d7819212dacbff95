/** Several documentIds as one text, as topics and authors ride in {@link DeskDetails}: `a,b,c`. Pure. */

/** In order, each once; what stands between two commas without being anything is nothing. */
export const idsOf = (list: string): string[] => [
  ...new Set(
    list
      .split(',')
      .map((id) => id.trim())
      .filter(Boolean),
  ),
];

export const listOf = (ids: readonly string[]): string => ids.join(',');

/** At the end. */
export const withId = (list: string, id: string): string => listOf(idsOf(`${list},${id}`));

export const withoutId = (list: string, id: string): string =>
  listOf(idsOf(list).filter((each) => each !== id));

/**
 * @param by places: -1 is one earlier
 * @returns the same list where it stands at that end already, or is not in it
 */
export const movedId = (list: string, id: string, by: -1 | 1): string => {
  const ids = idsOf(list);
  const from = ids.indexOf(id);
  const to = from + by;
  if (from < 0 || to < 0 || to >= ids.length) return list;
  ids.splice(to, 0, ...ids.splice(from, 1));
  return listOf(ids);
};
