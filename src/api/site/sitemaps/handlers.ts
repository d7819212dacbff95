import type { Context } from 'koa';
import { notFound } from '../../../http/errors';
import type { Reading } from '../../../reading/reading';
import { lastChange } from '../../article/page/list-plans';
import { respond } from '../../article/page/respond';
import { lastOutdated, readNews, readSitemapFiles, readSitemapPages } from '../feeds/plans';
import { latest, readSiteWithAddress } from '../feeds/site-address';
import {
  composeNewsSitemap,
  composeSitemap,
  composeSitemapIndex,
  NEWS_DAYS,
  NEWS_STORIES,
  SITEMAP_PAGES,
} from './compose';

const DAY = 24 * 60 * 60 * 1000;
const TAGS = ['articles', 'site'];
const type = 'application/xml; charset=utf-8';

export const createSitemapHandlers = (reading: Reading) => {
  const db = () => reading.db;

  const composeFile = async (file: number, siteUrl: string): Promise<string> =>
    composeSitemap(await readSitemapPages(db(), file, SITEMAP_PAGES), siteUrl, reading.mediaOrigin);

  return {
    /** All pages, or where the files are that have them. */
    async whole(ctx: Context) {
      const [site, files, changedAt] = await Promise.all([
        readSiteWithAddress(db()),
        readSitemapFiles(db(), SITEMAP_PAGES),
        lastChange(db()),
      ]);
      const body =
        files.length > 1 ? composeSitemapIndex(files, site.url) : await composeFile(1, site.url);
      respond(ctx, body, { lastModified: latest(changedAt, site.updatedAt), tags: TAGS, type });
    },

    /** One file of those that the index names. */
    async file(ctx: Context) {
      const file = Number(ctx.params.number);
      const [site, files, changedAt] = await Promise.all([
        readSiteWithAddress(db()),
        readSitemapFiles(db(), SITEMAP_PAGES),
        lastChange(db()),
      ]);
      if (file < 1 || file > Math.max(1, files.length)) {
        throw notFound(`There is no sitemap ${file}; there are 1 to ${Math.max(1, files.length)}.`);
      }
      respond(ctx, await composeFile(file, site.url), {
        lastModified: latest(changedAt, site.updatedAt),
        tags: TAGS,
        type,
      });
    },

    /** What was published in the last two days, as Google News reads it. */
    async news(ctx: Context) {
      const now = new Date();
      const since = new Date(now.getTime() - NEWS_DAYS * DAY);
      const [site, stories, changedAt, outdated] = await Promise.all([
        readSiteWithAddress(db()),
        readNews(db(), since, NEWS_STORIES),
        lastChange(db()),
        lastOutdated(db(), since),
      ]);
      const leftAt = outdated && new Date(outdated.getTime() + NEWS_DAYS * DAY);
      respond(ctx, await composeNewsSitemap(stories, site, now), {
        lastModified: latest(changedAt, site.updatedAt, leftAt),
        tags: TAGS,
        type,
      });
    },
  };
};
