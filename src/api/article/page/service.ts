import type { Core } from '@strapi/strapi';
import type { PageRefresh } from './refresh';

/** The pages service with its type; Strapi's registry knows it by name only. */
export const pagesOf = (strapi: Core.Strapi): PageRefresh =>
  strapi.service('api::article.pages') as unknown as PageRefresh;

/** Where pictures are that the newsroom keeps itself. */
export const mediaOriginOf = (strapi: Core.Strapi): string =>
  String(strapi.config.get('server.url') ?? '');
