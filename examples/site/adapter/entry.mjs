import { App } from 'astro/app';

/** What `dist/app/server/entry.mjs` exports. Astro calls this with what it has built. */
export function createExports(manifest) {
  const app = new App(manifest);
  return {
    /**
     * @param {Request} request
     * @param {App.Locals} locals where pages read from
     * @returns {Promise<Response>}
     */
    render: (request, locals) => app.render(request, { locals }),
  };
}
