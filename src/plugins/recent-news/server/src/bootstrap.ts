import type { Core } from '@strapi/strapi';
import { registerActions } from './permissions';
import { recentNewsOf } from './services/recent-news';

/** After an update from a version without this plugin; nothing is changed unasked, for sites would rebuild. */
const sayWhatIsMissing = async (strapi: Core.Strapi): Promise<void> => {
  const { archive, newsroom, db } = recentNewsOf(strapi);
  if ((await archive.newest(db, 1)).length > 0) return;
  const live = await newsroom.countLive(db);
  if (live > 0)
    strapi.log.info(
      `${live} live stories have no Recent News yet: npm run newsroom -- recent-news backfill makes it.`,
    );
};

export default async ({ strapi }: { strapi: Core.Strapi }): Promise<void> => {
  await registerActions(strapi);
  await sayWhatIsMissing(strapi);
};
