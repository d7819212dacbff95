import type { Core } from '@strapi/strapi';
import type { PageRefresh } from '../page/refresh';
import type { Guards } from '../publication/guards';
import { articleWrite } from './article-write';
import { children } from './children';
import { contentApiCalls } from './content-api-calls';
import { oneAct } from './one-act';
import { oneSnapshot } from './one-snapshot';
import { outlineRead } from './outline-read';
import { publication } from './publication';
import { namedThings, type OnTopicRenamed } from './named-things';
import { site } from './site';

/** The first stands outermost: the lock comes before every look, and the reading after every write. */
export const useRules = (
  strapi: Core.Strapi,
  pages: PageRefresh,
  guards: Guards,
  onTopicRenamed: OnTopicRenamed,
): void => {
  strapi.documents.use(contentApiCalls(strapi));
  strapi.documents.use(oneSnapshot(strapi));
  strapi.documents.use(oneAct(strapi));
  strapi.documents.use(outlineRead(strapi));
  strapi.documents.use(articleWrite(strapi));
  strapi.documents.use(publication(strapi, pages, guards));
  strapi.documents.use(children(strapi));
  strapi.documents.use(site(strapi, pages));
  strapi.documents.use(namedThings(strapi, pages, onTopicRenamed));
};
