import { onContent, SETTINGS, type Act } from '../permissions';

/** A guard of its own for each route: Strapi writes into the object it is given. */
const guarded = (...actions: (string | ReturnType<typeof onContent>)[]) => ({
  policies: ['admin::isAuthenticatedAdmin', { name: 'admin::hasPermissions', config: { actions } }],
});

const route = (method: string, path: string, handler: string, act: Act) => ({
  method,
  path,
  handler,
  config: guarded(onContent(act)),
});

export default {
  admin: {
    type: 'admin',
    routes: [
      route('GET', '/articles', 'list.find', 'read'),
      route('GET', '/articles/:id', 'articles.findOne', 'read'),
      // Making is an update of nothing: which of the two rights it needs is known only inside.
      route('PUT', '/articles/:id', 'articles.save', 'read'),
      route('PUT', '/articles/:id/recent-news', 'articles.takeNews', 'update'),
      route('DELETE', '/articles/:id', 'acts.remove', 'delete'),
      route('GET', '/articles/:id/blank', 'articles.blank', 'create'),
      route('GET', '/articles/:id/versions', 'articles.versions', 'read'),
      route('GET', '/articles/:id/checklist', 'articles.checklist', 'read'),
      route('GET', '/articles/:id/shown-on', 'articles.shownOn', 'read'),
      route('GET', '/articles/:id/addresses', 'addresses.find', 'read'),
      // It changes what readers get, as a publish does.
      route('DELETE', '/articles/:id/addresses/:slug', 'addresses.close', 'publish'),
      route('POST', '/articles/:id/publish', 'acts.publish', 'publish'),
      route('POST', '/articles/:id/unpublish', 'acts.unpublish', 'publish'),
      route('POST', '/articles/:id/discard', 'acts.discard', 'update'),
      route('POST', '/articles/:id/duplicate', 'acts.duplicate', 'create'),
      route('POST', '/articles/:id/presence', 'presence.beat', 'read'),
      route('GET', '/choices/topics', 'choices.topics', 'read'),
      route('GET', '/choices/authors', 'choices.authors', 'read'),
      route('DELETE', '/presence/:tab', 'presence.leave', 'read'),
      route('GET', '/articles/:id/below', 'preview.below', 'read'),
      route('POST', '/preview', 'preview.render', 'read'),
      route('POST', '/paste', 'articles.paste', 'read'),
      {
        method: 'GET',
        path: '/checklist',
        handler: 'settings.find',
        config: { policies: ['admin::isAuthenticatedAdmin'] },
      },
      { method: 'PUT', path: '/checklist', handler: 'settings.update', config: guarded(SETTINGS) },
    ],
  },
  'content-api': {
    type: 'content-api',
    routes: [
      // Opened by a signed link that expires; there is no login in a frame of another origin.
      { method: 'GET', path: '/preview/:id', handler: 'preview.show', config: { auth: false } },
      { method: 'GET', path: '/preview.js', handler: 'preview.script', config: { auth: false } },
      { method: 'GET', path: '/preview.css', handler: 'preview.style', config: { auth: false } },
    ],
  },
};
