export interface Month {
  /** 2026-11, in UTC as the content API counts. */
  month: string;
  stories: number;
}

/** Titles on one page of a month: 300 are about 50 KB. */
export const TITLES_A_PAGE = 250;

export const monthOf = (instant: string | null): string | null => instant?.slice(0, 7) ?? null;

/** Newest first. */
export const countMonths = (months: Iterable<string | null>): Month[] => {
  const counts = new Map<string, number>();
  for (const month of months) if (month) counts.set(month, (counts.get(month) ?? 0) + 1);
  return [...counts]
    .map(([month, stories]) => ({ month, stories }))
    .sort((a, b) => (a.month < b.month ? 1 : -1));
};

/** First day of a month and of the next, as `from` and `to` of the content API. */
export const boundsOf = (month: string): { from: string; to: string } => {
  const [year = 0, number = 0] = month.split('-').map(Number);
  const next = new Date(Date.UTC(year, number, 1));
  return { from: `${month}-01`, to: next.toISOString().slice(0, 10) };
};

/** How many pages a month with so many stories has; at least its first. */
export const partsOf = (stories: number): number => Math.max(1, Math.ceil(stories / TITLES_A_PAGE));

/** Path of a page of a month; parts count from 1. */
export const monthPath = (month: string, part = 1): string =>
  part === 1 ? `/archive/${month}` : `/archive/${month}/${part}`;
