/**
 * What every answer of the newsroom says besides its content. Strapi's middlewares and the reader process
 * are both given these, so that a cache or a browser cannot tell who answered.
 */

/** Who may read answers in a browser. */
export const CORS = {
  /** Origins, or `*` for all of them. */
  origin: ['*'],
  /** How long a browser may remember a preflight, s. */
  maxAge: 31_536_000,
  credentials: true,
  methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'],
  headers: ['Content-Type', 'Authorization', 'Origin', 'Accept'],
  keepHeadersOnError: false,
};

export const POWERED_BY = 'Strapi <strapi.io>';

/** How a query is read (`qs`). */
export const QUERY = { strictNullHandling: true, arrayLimit: 100, depth: 20 };

/** Origins that the admin may show inside itself: the preview of a draft. */
export const previewOrigins = (previewUrl: string | null): string[] => [
  // The newsroom's own page stands under the admin's own origin.
  "'self'",
  ...(previewUrl === null ? [] : [new URL(previewUrl).origin]),
];

/** What browsers may do with an answer (`helmet`). The admin needs the pictures of Strapi's marketplace. */
export const security = (previewUrl: string | null) => ({
  crossOriginEmbedderPolicy: false,
  crossOriginOpenerPolicy: false,
  crossOriginResourcePolicy: false,
  originAgentCluster: false,
  contentSecurityPolicy: {
    useDefaults: true,
    directives: {
      'connect-src': ["'self'", 'https:'],
      'img-src': ["'self'", 'data:', 'blob:', 'https://market-assets.strapi.io'],
      'media-src': ["'self'", 'data:', 'blob:'],
      'frame-src': previewOrigins(previewUrl),
      upgradeInsecureRequests: null,
    },
  },
  xssFilter: false,
  hsts: { maxAge: 31_536_000, includeSubDomains: true },
  frameguard: { action: 'sameorigin' },
});
