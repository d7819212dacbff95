import { ACTIONS } from '../constants';

type Permission = keyof typeof ACTIONS;

/** One object a route: Strapi writes into it. */
const route = (method: string, path: string, handler: string, permission: Permission) => ({
  method,
  path,
  handler: `admin.${handler}`,
  config: {
    policies: [
      'admin::isAuthenticatedAdmin',
      { name: 'admin::hasPermissions', config: { actions: [ACTIONS[permission]] } },
    ],
  },
});

export default {
  admin: {
    type: 'admin',
    routes: [
      route('GET', '/overview', 'overview', 'read'),
      route('GET', '/targets/:id', 'form', 'manage'),
      route('POST', '/targets', 'create', 'manage'),
      route('PUT', '/targets/:id', 'update', 'manage'),
      route('DELETE', '/targets/:id', 'remove', 'manage'),
      route('POST', '/targets/:id/rotate', 'rotate', 'manage'),
      route('POST', '/targets/:id/test', 'test', 'manage'),
      route('POST', '/targets/:id/replay', 'replaySince', 'replay'),
      route('GET', '/calls', 'calls', 'read'),
      route('GET', '/calls/:id', 'call', 'read'),
      route('POST', '/calls/:id/replay', 'replayCall', 'replay'),
      route('GET', '/documents/:documentId', 'document', 'read'),
    ],
  },
  'content-api': {
    type: 'content-api',
    routes: [
      { method: 'GET', path: '/changes', handler: 'changes.find', config: {} },
      { method: 'POST', path: '/receipts', handler: 'receipts.create', config: {} },
    ],
  },
};
