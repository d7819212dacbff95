export const PLUGIN = 'recent-news';

/** Names of the queues that this plugin works. */
export const QUEUES = {
  /** Stories that were published or changed. */
  stories: 'recent-news.stories',
  /** Lists to be made again: a story that stood in them is gone. */
  lists: 'recent-news.lists',
  refit: 'recent-news.refit',
  backfill: 'recent-news.backfill',
} as const;

/** At night, when nobody publishes; off the full hour, when everybody's jobs start. */
export const NIGHTLY = '17 3 * * *';

/** Stories in one job: a bulk act is shared among processes, and a crash repeats little. */
export const STORIES_PER_JOB = 5;

/** Lists written in one transaction: about a second in which nobody else changes what readers see. */
export const LISTS_PER_TRANSACTION = 10;
