import { actionUid, type Action } from '../permissions';

/** A guard of its own for each route: Strapi writes into the object it is given. */
const needs = (actions: readonly Action[]) => ({
  policies: [
    'admin::isAuthenticatedAdmin',
    { name: 'admin::hasPermissions', config: { actions: actions.map(actionUid) } },
  ],
});

const route = (method: string, path: string, handler: string, ...actions: Action[]) => ({
  method,
  path,
  handler,
  config: needs(actions),
});

export default {
  admin: {
    type: 'admin',
    routes: [
      route('GET', '/explain', 'lists.explainToUser', 'read'),
      route('GET', '/lists/:id', 'lists.findOne', 'read'),
      route('POST', '/lists/:id/decisions', 'lists.decide', 'decide'),
      // It writes what readers have now.
      route('POST', '/lists/:id/regenerate', 'lists.regenerate', 'decide', 'publish'),
      route('GET', '/search', 'stories.search', 'read'),
      route('GET', '/stories/:id', 'stories.findOne', 'read'),
      route('PUT', '/stories/:id/never', 'stories.never', 'stories'),
      route('GET', '/duplicates', 'stories.duplicates', 'read'),
      route('GET', '/settings', 'settings.find', 'read'),
      route('PUT', '/settings', 'settings.update', 'settings'),
      route('DELETE', '/settings', 'settings.reset', 'settings'),
      route('POST', '/settings/preview', 'settings.preview', 'read'),
      route('GET', '/status', 'status.find', 'read'),
      route('POST', '/backfill', 'status.backfill', 'run'),
      route('POST', '/refit', 'status.refit', 'run'),
    ],
  },
  'content-api': {
    type: 'content-api',
    // For API tokens that were given it; no role of the public has it.
    routes: [{ method: 'GET', path: '/explain', handler: 'lists.explain', config: {} }],
  },
};
