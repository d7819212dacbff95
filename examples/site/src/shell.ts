import type { Site } from './newsroom';

/** Beats in the masthead of every page; a site with more has them all under /topics. */
const MOST_IN_MASTHEAD = 9;

/** The beats of the masthead. By name, so that a new story does not change every page. */
export const navigated = (site: Site): Site['topics'] =>
  site.topics
    .filter(({ stories }) => stories > 0)
    .sort((a, b) => a.name.localeCompare(b.name, site.language))
    .slice(0, MOST_IN_MASTHEAD);

/** All that every page shows of the site: when this changes, every page does. */
export const shellOf = (site: Site): string =>
  JSON.stringify([
    site.name,
    site.url,
    site.language,
    site.recentNewsHeading,
    site.authors.length > 0,
    navigated(site).map(({ name, slug }) => [name, slug]),
  ]);
