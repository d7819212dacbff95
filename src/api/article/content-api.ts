import type { Core } from '@strapi/strapi';
import { ARTICLE } from './rules/types';

const writesArticle = (route: { method: string; handler?: unknown }): boolean =>
  ['POST', 'PUT'].includes(route.method) && String(route.handler).startsWith(ARTICLE);

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
