import type { Core } from '@strapi/strapi';
import { errors } from '@strapi/utils';
import type { FullSettings } from '../config';
import type { PreviewAnswer, SettingsAnswer, SettingsJson } from '../contracts';
import { groundsOf } from '../lists/grounds';
import { NO_RULES } from '../lists/types';
import { recentNewsOf } from '../services/recent-news';
import { settingsToJson } from '../services/settings';
import { asStoryWrites } from '../text/as-story-writes';
import { previewBody, readRequest } from '../validation/requests';
import { demand, may, type Context } from './ability';

const answer = (ctx: Context, settings: FullSettings): { data: SettingsAnswer } => ({
  data: {
    settings: settingsToJson(settings) as unknown as SettingsJson,
    may: { settings: may(ctx, 'settings'), run: may(ctx, 'run') },
  },
});

export default ({ strapi }: { strapi: Core.Strapi }) => ({
  async find(ctx: Context): Promise<void> {
    ctx.body = answer(ctx, await recentNewsOf(strapi).settings.get());
  },

  async update(ctx: Context): Promise<void> {
    ctx.body = answer(ctx, await recentNewsOf(strapi).settings.set(ctx.request.body));
  },

  async reset(ctx: Context): Promise<void> {
    ctx.body = answer(ctx, await recentNewsOf(strapi).settings.reset());
  },

  /** What the machine alone would choose for a story under settings that need not be saved. */
  async preview(ctx: Context): Promise<void> {
    const { article, settings: patch } = readRequest(previewBody, ctx.request.body);
    const { newsroom, settings, lists, db } = recentNewsOf(strapi);
    const wanted = settings.check(patch, await settings.get());
    const documentId = (await newsroom.findBySlug(db, article)) ?? article;
    await demand(strapi, ctx, documentId, 'read');
    const [live] = await newsroom.liveStories(db, [documentId]);
    const source = live ?? (await newsroom.draftStory(db, documentId));
    if (!source)
      throw new errors.NotFoundError(`There is no story with the slug or documentId "${article}".`);
    const nothing = { entries: [], rules: NO_RULES };
    const proposed = await lists.proposeFor(db, source, nothing, wanted);
    const { entries } = await lists.completed(db, nothing, proposed, wanted.count);
    const wordOf = asStoryWrites(source);
    const data: PreviewAnswer = {
      documentId,
      title: source.title,
      entries: entries.map((entry) => ({
        target: entry.target!,
        headline: entry.headline ?? '',
        teaser: entry.teaser,
        rung: entry.reason!.rung,
        grounds: groundsOf(entry, { locked: false, shown: true, titleOf: () => null, wordOf }),
      })),
    };
    ctx.body = { data };
  },
});
