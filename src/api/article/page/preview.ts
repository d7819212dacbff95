import type { Core } from '@strapi/strapi';
import { pageBody } from './answer';
import { readSources } from './plans';
import { wantedPage } from './refresh';
import { mediaOriginOf } from './service';

/** The body that `page` would answer if the draft went live now, or null when there is no such draft. */
export const composePreview = async (
  strapi: Core.Strapi,
  documentId: string,
): Promise<string | null> => {
  const [source] = await readSources(strapi.db.connection, [documentId], 'draft');
  if (!source) return null;
  const { page, metaOf } = wantedPage(source, {
    changed: 'article.updated',
    gone: 'article.unpublished',
  });
  return (
    page &&
    pageBody(JSON.stringify(page), {
      version: source.newestVersion,
      meta: metaOf(page),
      mediaOrigin: mediaOriginOf(strapi),
    })
  );
};
