export const PLUGIN = 'desk';

/** A tab that was not heard of for that long is gone, seconds. Three heartbeats. */
export const LEASE = 30;

/** Rows of the list on one page at most; more is no longer read, only scrolled past. */
export const MOST_ROWS = 100;

/** Rows that are counted; beyond it a total helps nobody and costs a scan of all of them. */
export const MOST_COUNTED = 10_000;

/** Letters of a pasted page: the parser's time grows with them, and a page has ten thousand. */
export const MOST_PASTED = 2_000_000;

/** Topics or authors of one article; more tells a reader nothing. */
export const MOST_CHOSEN = 20;

/** A page shows three stories below it; some show more, none shows this many. */
export const MOST_NEWS = 50;
