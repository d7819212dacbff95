/**
 * The routes that readers may ask, taken from where Strapi finds them, each with its handler. A reader
 * process and whoever must know what belongs to readers learn it here.
 */
import type { Context } from 'koa';
import articleRoutes from '../api/article/routes/01-pages';
import { createPageHandlers } from '../api/article/page/handlers';
import contractRoutes from '../api/openapi/routes/openapi';
import { createContractHandlers } from '../api/openapi/handlers';
import aroundRoutes from '../api/site/routes/01-around';
import { createAroundHandlers } from '../api/site/around/handlers';
import feedRoutes from '../api/site/routes/feeds';
import { createFeedHandlers } from '../api/site/feeds/handlers';
import sitemapRoutes from '../api/site/routes/sitemaps';
import { createSitemapHandlers } from '../api/site/sitemaps/handlers';
import type { Reading } from './reading';

/** Where Strapi puts its content API. */
export const PREFIX = '/api';

/** The permission that all of them ask for, so that one tick in the admin opens or closes them. */
export const READ_ACTION = 'api::article.article.find';

type Handler = (ctx: Context) => void | Promise<void>;

/** A route as it stands in a file of Strapi's. */
interface StoredRoute {
  path: string;
  handler: string;
  config: { auth?: false | { scope: string[] }; middlewares?: string[] };
}

export interface ReadRoute {
  /** Below {@link PREFIX}, as the router writes it, such as `/articles/page/:slug`. */
  path: string;
  /** As Strapi names it, such as `pages.page`. */
  name: string;
  handler: Handler;
  /** Whether it needs the permission to read articles. */
  isGuarded: boolean;
  /** Whether its answers may be kept in memory. */
  isKept: boolean;
}

const STORED: readonly StoredRoute[] = [
  articleRoutes,
  aroundRoutes,
  feedRoutes,
  sitemapRoutes,
  contractRoutes,
].flatMap(({ routes }): StoredRoute[] => routes);

const handlersOf = (reading: Reading): Record<string, Record<string, Handler>> => ({
  pages: createPageHandlers(reading),
  around: createAroundHandlers(reading),
  feeds: createFeedHandlers(reading),
  sitemaps: createSitemapHandlers(reading),
  openapi: createContractHandlers(),
});

/** What a route needs to be answered without Strapi; the preview of drafts is not among them. */
export const readRoutes = (reading: Reading): ReadRoute[] => {
  const handlers = handlersOf(reading);
  return STORED.flatMap(({ path, handler: name, config }) => {
    const [controller, action] = name.split('.') as [string, string];
    const handler = handlers[controller]?.[action];
    if (!handler) return [];
    return {
      path,
      name,
      handler,
      isGuarded: config.auth !== false,
      isKept: config.middlewares?.includes('global::page-memory') ?? false,
    };
  });
};

/** Guarded routes only: the others read no database. */
const READS = new Map(
  STORED.filter(({ config }) => config.auth !== false).map(({ path, handler }) => [path, handler]),
);

/** Whether Strapi's router has found one of these routes that read the database. */
export const isReadRoute = (route: { path?: unknown; handler?: unknown } | undefined): boolean =>
  route !== undefined && READS.get(String(route.path)) === route.handler;
