import type { Context } from 'koa';
import { notFound } from '../../../http/errors';
import type { Reading } from '../../../reading/reading';
import { topicTag } from '../../article/page/compose';
import { lastChange } from '../../article/page/list-plans';
import { respond } from '../../article/page/respond';
import { composeFeed, FEED_FORMATS, FEED_STORIES, FEED_TYPES, type FeedFormat } from './compose';
import { readNewest, readTopic, type FeedTopic } from './plans';
import { latest, readSiteWithAddress } from './site-address';

const isFormat = (name: string): name is FeedFormat =>
  (FEED_FORMATS as readonly string[]).includes(name);

export const createFeedHandlers = (reading: Reading) => {
  const formatOf = (ctx: Context): FeedFormat => {
    const name = String(ctx.params.format);
    if (isFormat(name)) return name;
    throw notFound(`There is no feed "${name}"; there are ${FEED_FORMATS.join(', ')}.`);
  };

  const answer = async (ctx: Context, topic: FeedTopic | null): Promise<void> => {
    const format = formatOf(ctx);
    const { db, mediaOrigin } = reading;
    const [site, stories, changedAt] = await Promise.all([
      readSiteWithAddress(db),
      readNewest(db, topic && topic.slug, FEED_STORIES),
      lastChange(db),
    ]);
    const source = { site, topic, stories, mediaOrigin };
    respond(ctx, composeFeed(source, format), {
      lastModified: latest(changedAt, site.updatedAt, topic?.updatedAt),
      tags: ['articles', 'site', ...(topic ? [topicTag(topic.slug)] : [])],
      type: FEED_TYPES[format],
    });
  };

  return {
    /** The newest stories of the site. */
    whole: (ctx: Context) => answer(ctx, null),

    /** The newest stories of one topic. */
    async topic(ctx: Context) {
      const slug = String(ctx.params.slug);
      const topic = await readTopic(reading.db, slug);
      if (!topic) throw notFound(`There is no topic "${slug}".`);
      await answer(ctx, topic);
    },
  };
};
