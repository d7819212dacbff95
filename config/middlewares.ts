import { readEnvironment } from '../src/environment';
import { CORS, POWERED_BY, QUERY, security } from '../src/http/headers';

export default () => {
  const { previewUrl, role } = readEnvironment();
  return [
    'global::measured',
    'strapi::logger',
    'strapi::errors',
    { name: 'strapi::security', config: security(previewUrl) },
    { name: 'strapi::cors', config: CORS },
    { name: 'strapi::poweredBy', config: { poweredBy: POWERED_BY } },
    // Whoever finds its port shall find nothing there.
    ...(role === 'worker' ? ['global::worker-port'] : []),
    { name: 'strapi::query', config: QUERY },
    // Room for the longest article the limits allow (50 sections of 50 bullets), and not much more.
    { name: 'strapi::body', config: { jsonLimit: '5mb', formLimit: '5mb', textLimit: '5mb' } },
    'global::well-formed',
    'global::database-away',
    'strapi::session',
    { name: 'strapi::favicon', config: { path: './public/favicon.png' } },
    'strapi::public',
  ];
};
