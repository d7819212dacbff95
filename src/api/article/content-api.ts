import type { Core } from '@strapi/strapi';
import { ARTICLE } from './rules/types';

const writesArticle = (route: { method: string; handler?: unknown }): boolean =>
  ['POST', 'PUT'].includes(route.method) && String(route.handler).startsWith(ARTICLE);

/**
 * A picture's links back to what shows it lead to drafts too, whoever asks, and no caller of the
 * content API needs them.
 */
export const hideBackLinks = (strapi: Core.Strapi): void => {
  const { related } = strapi.contentType('plugin::upload.file').attributes as Record<
    string,
    { private?: boolean }
  >;
  if (related) related.private = true;
};

/** What a write of an article may carry besides its attributes; the rules read it and nothing stores it. */
export const acceptInput = (strapi: Core.Strapi): void => {
  strapi.contentAPI.addInputParams({
    baseVersion: {
      // The `version` of the article that the write was made on. The rule says what is wrong with it.
      schema: (z) => z.unknown().optional(),
      matchRoute: writesArticle,
    },
  });
};
