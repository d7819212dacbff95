/** What the list shows, kept in the address: a link or the way back shows the same. Pure. */
export const STATUSES = ['draft', 'modified', 'live'] as const;
export const SORTS = ['-saved', 'saved', '-published', 'published', 'title', '-title'] as const;
export type Sort = (typeof SORTS)[number];
export type SortKey = 'saved' | 'published' | 'title';
export const PAGE_SIZES = [25, 50, 100] as const;

export interface ListState {
  q: string;
  status: string;
  sort: Sort;
  page: number;
  pageSize: number;
}

export const START: ListState = { q: '', status: '', sort: '-saved', page: 1, pageSize: 25 };

const oneOf = <T extends string>(values: readonly T[], value: string | null, otherwise: T): T =>
  values.find((each) => each === value) ?? otherwise;

/** Anything odd in an address counts as not said. */
export const stateOf = (params: URLSearchParams): ListState => {
  const page = Number(params.get('page'));
  const pageSize = Number(params.get('pageSize'));
  return {
    q: (params.get('q') ?? '').slice(0, 200),
    status: oneOf<string>(STATUSES, params.get('status'), ''),
    sort: oneOf(SORTS, params.get('sort'), START.sort),
    page: Number.isInteger(page) && page > 0 ? page : 1,
    pageSize: PAGE_SIZES.find((size) => size === pageSize) ?? START.pageSize,
  };
};

export const paramsOf = (state: ListState): Record<string, string> =>
  Object.fromEntries(
    Object.entries(state).flatMap(([key, value]) =>
      value === START[key as keyof ListState] ? [] : [[key, String(value)]],
    ),
  );

/** Where to go from a page that is gone, as after all on it were deleted; null where it stays. */
export const pageInstead = (
  { page, pageSize }: ListState,
  answer: { rows: readonly unknown[]; total: number },
): number | null => {
  const last = Math.max(1, Math.ceil(answer.total / pageSize));
  return answer.rows.length === 0 && page > last ? last : null;
};

/** A click on a column's head: newest first for dates, A first for words, then the other way. */
export const sortedBy = (sort: Sort, key: SortKey): Sort => {
  const first: Sort = key === 'title' ? 'title' : `-${key}`;
  const second: Sort = key === 'title' ? '-title' : key;
  return sort === first ? second : first;
};

/** How a column is sorted now, in the words of `aria-sort`. */
export const directionOf = (sort: Sort, key: SortKey): 'ascending' | 'descending' | 'none' =>
  sort === key ? 'ascending' : sort === `-${key}` ? 'descending' : 'none';
