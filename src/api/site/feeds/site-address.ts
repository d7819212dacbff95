import type { Knex } from 'knex';
import { notFound } from '../../../http/errors';
import { readSite, type FeedSite } from './plans';

/**
 * The published Site, which must say where readers find it: what is made for other programs names
 * whole addresses.
 * @throws NotFoundError (404) while it has no address
 */
export const readSiteWithAddress = async (db: Knex): Promise<FeedSite & { url: string }> => {
  const site = await readSite(db);
  if (!site?.url || !URL.canParse(site.url)) {
    throw notFound(
      'Feeds and sitemaps need the address of the site: fill in "url" of the Site in the admin and publish it.',
    );
  }
  return { ...site, url: site.url };
};

/** The latest of some moments; those that never were do not count. */
export const latest = (...moments: (Date | null | undefined)[]): Date =>
  new Date(Math.max(0, ...moments.map((moment) => moment?.getTime() ?? 0)));
