import type { Core } from '@strapi/strapi';
import { lockFrontDoor } from '../publication/locks';
import { inTransaction } from '../sql';
import { documentsShowing } from './plans';
import type { PageRefresh } from './refresh';

/** What this needs of Strapi's lifecycle events. */
interface Event {
  params: { where?: unknown };
  state: Record<string, unknown>;
}

const FILE = 'plugin::upload.file';

/**
 * A picture that is replaced, described anew or deleted in the media library changes every page that
 * shows it. The library does not go through the Document Service, so this listens to its table.
 */
export const followPictures = (strapi: Core.Strapi, pages: PageRefresh): void => {
  const shownBy = (where: unknown): Promise<string[]> =>
    inTransaction(strapi, async (trx) => {
      const files = (await strapi.db.query(FILE).findMany({ where, select: ['id'] } as never)) as {
        id: number;
      }[];
      return documentsShowing(
        trx,
        files.map(({ id }) => id),
      );
    });

  const refresh = async (documentIds: readonly string[]): Promise<void> => {
    if (documentIds.length === 0) return;
    await inTransaction(strapi, async (trx) => {
      await lockFrontDoor(trx);
      await pages.articles(trx, documentIds, {
        changed: 'article.updated',
        gone: 'article.unpublished',
      });
    });
  };

  // The links of a picture go with it, and a condition may no longer hold after a change: who shows
  // the pictures must be known before.
  const before = async (event: Event): Promise<void> => {
    event.state.shownBy = await shownBy(event.params.where);
  };
  const after = (event: Event): Promise<void> =>
    refresh((event.state.shownBy as string[] | undefined) ?? []);

  strapi.db.lifecycles.subscribe({
    models: [FILE],
    beforeUpdate: before,
    afterUpdate: after,
    beforeUpdateMany: before,
    afterUpdateMany: after,
    beforeDelete: before,
    afterDelete: after,
    beforeDeleteMany: before,
    afterDeleteMany: after,
  });
};
