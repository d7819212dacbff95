import type { Core } from '@strapi/strapi';
import { errors } from '@strapi/utils';
import { forbidden } from '../forbidden';
import { SCRIPT, STYLE } from '../preview/assets';
import { checkLink } from '../preview/link';
import { renderDocument, renderPage } from '../preview/render';
import { deskOf } from '../services/desk';
import { previewBody, readRequest } from '../validation/requests';
import { idOf, rightsOf, type Context } from './context';

export default ({ strapi }: { strapi: Core.Strapi }) => {
  const base = `${strapi.config.get('api.rest.prefix', '/api')}/desk`;
  return {
    /** The page's inside for a text that need not be saved yet: the preview follows as one types. */
    async render(ctx: Context): Promise<void> {
      await rightsOf(strapi, ctx).demand('read', null);
      const { text, cover, locale, recentNews } = readRequest(
        previewBody,
        ctx.request.body,
        'text',
      );
      const names = await deskOf(strapi).namesIn(text);
      ctx.body = { data: { html: renderPage({ text, cover, locale, recentNews, ...names }) } };
    },

    /** What stands below the draft, for the preview; asked again only when the list changes. */
    async below(ctx: Context): Promise<void> {
      await rightsOf(strapi, ctx).demand('read', idOf(ctx));
      ctx.body = { data: await deskOf(strapi).shownBelow(idOf(ctx)) };
    },

    /** The draft as a page of its own, for a frame that has no login. */
    async show(ctx: Context): Promise<void> {
      const { newsroom, db, namesIn, shownBelow, previewSecret } = deskOf(strapi);
      const state = checkLink(previewSecret, idOf(ctx), String(ctx.query.token ?? ''), Date.now());
      if (state === 'expired')
        throw forbidden('This preview link has expired; open the preview anew.');
      if (state === 'forged')
        throw forbidden('This is no preview link; open the preview in the admin.');
      const open = await newsroom.read(db, idOf(ctx));
      if (!open) throw new errors.NotFoundError('This article is not there any more.');
      const locale = 'en';
      const inside = renderPage({
        text: open.text,
        cover: open.cover,
        ...(await namesIn(open.text)),
        recentNews: await shownBelow(idOf(ctx)),
        locale,
      });
      ctx.set('Cache-Control', 'private, no-store');
      ctx.set('X-Robots-Tag', 'noindex');
      ctx.set('Referrer-Policy', 'no-referrer');
      ctx.type = 'html';
      ctx.body = renderDocument(inside, open.text.title, base, locale);
    },

    script(ctx: Context): void {
      ctx.type = 'application/javascript';
      ctx.body = SCRIPT;
    },

    style(ctx: Context): void {
      ctx.type = 'text/css';
      ctx.body = STYLE;
    },
  };
};
