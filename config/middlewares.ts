import { readEnvironment } from '../src/environment';
import { refuseBody } from '../src/http/bodies';
import { MOST_BYTES } from '../src/http/body-faults';
import { CORS, POWERED_BY, QUERY, security } from '../src/http/headers';

export default () => {
  const { previewUrl, role } = readEnvironment();
  return [
    'global::measured',
    'strapi::logger',
    'strapi::errors',
    'global::callers-faults',
    { name: 'strapi::security', config: security(previewUrl) },
    { name: 'strapi::cors', config: CORS },
    { name: 'strapi::poweredBy', config: { poweredBy: POWERED_BY } },
    // Whoever finds its port shall find nothing there.
    ...(role === 'worker' ? ['global::worker-port'] : []),
    { name: 'strapi::query', config: QUERY },
    'global::bodies',
    {
      name: 'strapi::body',
      // JSON is read already.
      config: { json: false, formLimit: MOST_BYTES, textLimit: MOST_BYTES, onError: refuseBody },
    },
    'global::well-formed',
    'global::database-away',
    'strapi::session',
    { name: 'strapi::favicon', config: { path: './public/favicon.png' } },
    'strapi::public',
  ];
};
