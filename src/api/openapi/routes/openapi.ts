/** Open to all, also where the stories are not: it says how to ask, and nothing else. */
export default {
  type: 'content-api',
  routes: [
    { method: 'GET', path: '/openapi.json', handler: 'openapi.find', config: { auth: false } },
  ],
};
