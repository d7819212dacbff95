import type { Core } from '@strapi/strapi';
import { errors } from '@strapi/utils';
import type { DuplicatesAnswer, StoryAnswer } from '../contracts';
import { recentNewsOf } from '../services/recent-news';
import { neverBody, readRequest, searchQuery } from '../validation/requests';
import { demand, nameOf, type Context } from './ability';

/** Pairs shown on a page; the CLI lists all. */
const MOST_PAIRS = 50;

export default ({ strapi }: { strapi: Core.Strapi }) => {
  const describe = async (documentId: string): Promise<StoryAnswer> => {
    const { newsroom, archive, lists, db } = recentNewsOf(strapi);
    const [head] = await newsroom.heads(db, [documentId]);
    if (!head)
      throw new errors.NotFoundError(`There is no story with the documentId "${documentId}".`);
    const [never] = await archive.nevers(db, [documentId]);
    const words = (await lists.wordsOf(db, [documentId])).get(documentId);
    const teaser = head.teaser ?? words?.teaser ?? null;
    const [profile] = await archive.profiles(db, [documentId]);
    const same = profile ? await archive.duplicatesOf(db, profile) : [];
    const shownOn = await newsroom.readersOf(db, [documentId]);
    return {
      documentId,
      title: head.title,
      live: head.live,
      never: never ? { by: never.by, at: new Date(never.at).toISOString() } : null,
      teaser,
      teaserOrigin: head.teaser ? 'editor' : teaser ? 'machine' : null,
      shownOn: await newsroom.heads(db, shownOn),
      duplicates: await newsroom.heads(
        db,
        same.map(({ id }) => id),
      ),
    };
  };

  return {
    async search(ctx: Context): Promise<void> {
      const { q, limit } = readRequest(searchQuery, ctx.query);
      const { newsroom, db } = recentNewsOf(strapi);
      ctx.body = { data: await newsroom.search(db, q, limit) };
    },

    async findOne(ctx: Context): Promise<void> {
      await demand(strapi, ctx, ctx.params.id!, 'read');
      ctx.body = { data: await describe(ctx.params.id!) };
    },

    async never(ctx: Context): Promise<void> {
      const { never } = readRequest(neverBody, ctx.request.body);
      await demand(strapi, ctx, ctx.params.id!, 'read');
      await describe(ctx.params.id!);
      await recentNewsOf(strapi).generator.never(ctx.params.id!, never ? nameOf(ctx) : null);
      ctx.body = { data: await describe(ctx.params.id!) };
    },

    async duplicates(ctx: Context): Promise<void> {
      const { newsroom, archive, db } = recentNewsOf(strapi);
      const pairs: [string, string][] = [];
      for await (const { a, b } of archive.allDuplicates(db)) {
        pairs.push([a, b]);
        if (pairs.length >= MOST_PAIRS) break;
      }
      const heads = new Map(
        (await newsroom.heads(db, [...new Set(pairs.flat())])).map((head) => [
          head.documentId,
          head,
        ]),
      );
      const data: DuplicatesAnswer = pairs.flatMap(([a, b]) => {
        const [x, y] = [heads.get(a), heads.get(b)];
        return x && y ? [{ a: x, b: y }] : [];
      });
      ctx.body = { data };
    },
  };
};
