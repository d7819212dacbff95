import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { forbidden, notFound } from '../../../http/errors';
import { checkLink } from '../../../plugins/desk/server/src/preview/link';
import { deskOf } from '../../../plugins/desk/server/src/services/desk';
import { readingOf } from '../../../reading/reading';
import { createPageHandlers } from '../page/handlers';
import { composePreview } from '../page/preview';

export default ({ strapi }: { strapi: Core.Strapi }) => ({
  ...createPageHandlers(readingOf(strapi)),

  /** A draft as the page that its publish would make, for whoever holds a link to it. */
  async preview(ctx: Context) {
    const documentId = String(ctx.params.documentId);
    const { previewSecret } = deskOf(strapi);
    const state = checkLink(previewSecret, documentId, String(ctx.query.token ?? ''), Date.now());
    if (state !== 'good')
      throw forbidden(
        state === 'expired'
          ? 'This preview link has expired; open the preview anew.'
          : 'This is no preview link; open the preview in the admin.',
      );
    const body = await composePreview(strapi, documentId);
    if (body === null) throw notFound('This article is not there any more.');
    ctx.set('Cache-Control', 'private, no-store');
    ctx.set('X-Robots-Tag', 'noindex');
    ctx.type = 'application/json; charset=utf-8';
    ctx.body = body;
  },
});
