import type { Core } from '@strapi/strapi';
import { lockFrontDoor } from '../publication/locks';
import { inTransaction } from '../sql';
import { documentsShowing } from './plans';
import type { PageRefresh } from './refresh';

/**
 * A picture that is replaced, described anew or deleted in the media library changes every page that
 * shows it. The library does not go through the Document Service, so this listens to its table.
 */
export const followPictures = (strapi: Core.Strapi, pages: PageRefresh): void => {
  const refresh = (fileIds: readonly number[]) =>
    inTransaction(strapi, async (trx) => {
      const documentIds = await documentsShowing(trx, fileIds);
      if (documentIds.length === 0) return;
      await lockFrontDoor(trx);
      await pages.articles(trx, documentIds, { changed: 'article.updated', gone: 'article.unpublished' });
    });

  strapi.db.lifecycles.subscribe({
    models: ['plugin::upload.file'],
    afterUpdate: (event) => refresh([Number((event as unknown as { result: { id: number } }).result.id)]),
    // Its links go with it: who shows it must be known before.
    async beforeDelete(event) {
      const id = Number((event.params.where as { id?: number } | undefined)?.id);
      event.state.shownBy = Number.isInteger(id)
        ? await inTransaction(strapi, (trx) => documentsShowing(trx, [id]))
        : [];
    },
    async afterDelete(event) {
      const documentIds = (event.state.shownBy as string[] | undefined) ?? [];
      if (documentIds.length === 0) return;
      await inTransaction(strapi, async (trx) => {
        await lockFrontDoor(trx);
        await pages.articles(trx, documentIds, { changed: 'article.updated', gone: 'article.unpublished' });
      });
    },
  });
};
