import type { Head, Site } from './newsroom';

/** Stories of the front page, each in one place. */
export interface Front {
  lead: Head | undefined;
  seconds: Head[];
  latest: Head[];
  beats: { topic: Site['topics'][number]; heads: Head[] }[];
}

const SECONDS = 6;
const LATEST = 10;
const A_BEAT = 4;
const BEATS = 9;

/**
 * @param heads newest first
 */
export const arrangeFront = (heads: readonly Head[], topics: Site['topics']): Front => {
  const [lead, ...rest] = heads;
  const seconds = rest.slice(0, SECONDS);
  const latest = rest.slice(SECONDS, SECONDS + LATEST);
  const placed = new Set([lead, ...seconds, ...latest]);
  const beats = [];
  for (const topic of topics) {
    const own = heads
      .filter((head) => !placed.has(head) && head.topics.some(({ slug }) => slug === topic.slug))
      .slice(0, A_BEAT);
    // A headline stands once on the page, under the first of its beats.
    for (const head of own) placed.add(head);
    if (own.length > 0) beats.push({ topic, heads: own });
  }
  return { lead, seconds, latest, beats: beats.slice(0, BEATS) };
};
