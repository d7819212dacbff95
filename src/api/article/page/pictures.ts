import { isDeepStrictEqual } from 'node:util';
import type { Core } from '@strapi/strapi';
import { authorPath } from '../../site/feeds/addresses';
import { lockFrontDoor } from '../publication/locks';
import { inTransaction } from '../sql';
import { authorTag, composePicture } from './compose';
import { authorsNow, authorsShowing, type Portrayed } from './named-plans';
import { documentsShowing } from './plans';
import type { OtherChange, PageRefresh } from './refresh';

/** What this needs of Strapi's lifecycle events. */
interface Event {
  params: { where?: unknown };
  state: Record<string, unknown>;
}

/** What the library does to a picture that is there. */
type Library = Record<
  'updateFileInfo' | 'replace' | 'remove',
  (...given: unknown[]) => Promise<unknown>
>;

/** Who shows the pictures that an act touches. */
interface ShownBy {
  articles: string[];
  authors: Portrayed[];
}

const FILE = 'plugin::upload.file';

/**
 * A picture that is replaced, described anew or deleted in the media library changes every page that
 * shows it. The library does not go through the Document Service, so this listens to its table.
 */
export const followPictures = (strapi: Core.Strapi, pages: PageRefresh): void => {
  const shownBy = (where: unknown): Promise<ShownBy> =>
    inTransaction(strapi, async (trx) => {
      // Before the picture's own row: a publish takes them in this order.
      await lockFrontDoor(trx);
      const files = (await strapi.db.query(FILE).findMany({ where, select: ['id'] } as never)) as {
        id: number;
      }[];
      const ids = files.map(({ id }) => id);
      return {
        articles: await documentsShowing(trx, ids),
        authors: await authorsShowing(trx, ids),
      };
    });

  const refresh = async ({ articles, authors }: ShownBy): Promise<void> => {
    if (articles.length + authors.length === 0) return;
    await inTransaction(strapi, async (trx) => {
      await lockFrontDoor(trx);
      const now = await authorsNow(
        trx,
        authors.map(({ documentId }) => documentId),
      );
      await pages.articles(
        trx,
        articles,
        { changed: 'article.updated', gone: 'article.unpublished' },
        { more: now.filter((author) => looksOther(author, authors)).map(ownPage) },
      );
    });
  };

  // The links of a picture go with it, and a condition may no longer hold after a change: who shows
  // the pictures must be known before.
  const before = async (event: Event): Promise<void> => {
    event.state.shownBy = await shownBy(event.params.where);
  };
  const after = (event: Event): Promise<void> =>
    refresh((event.state.shownBy as ShownBy | undefined) ?? { articles: [], authors: [] });

  // The library commits a picture before it tells of it: were the process to die between the two, pages
  // would show the old one for good. So both are one transaction, or neither.
  const whole =
    <Given extends unknown[], Result>(act: (...given: Given) => Promise<Result>) =>
    (...given: Given): Promise<Result> =>
      inTransaction(strapi, () => act(...given));
  strapi.get('services').extend('plugin::upload.upload', (library: Library) => ({
    ...library,
    updateFileInfo: whole(library.updateFileInfo),
    replace: whole(library.replace),
    remove: whole(library.remove),
  }));

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

const looksOther = ({ documentId, picture }: Portrayed, before: readonly Portrayed[]): boolean =>
  !isDeepStrictEqual(
    composePicture(picture),
    composePicture(before.find((author) => author.documentId === documentId)?.picture ?? null),
  );

const ownPage = ({ documentId, slug }: Portrayed): OtherChange => ({
  documentId,
  slug,
  paths: [authorPath(slug)],
  tags: [authorTag(slug)],
});
