export default [
  'strapi::logger',
  'strapi::errors',
  'strapi::security',
  'strapi::cors',
  'strapi::poweredBy',
  'strapi::query',
  // Room for the longest article the limits allow (50 sections of 50 bullets), and not much more.
  { name: 'strapi::body', config: { jsonLimit: '5mb', formLimit: '5mb', textLimit: '5mb' } },
  'global::well-formed',
  'strapi::session',
  { name: 'strapi::favicon', config: { path: './public/favicon.png' } },
  'strapi::public',
];
