/** A worker listens so that it can be asked whether it lives, and for nothing else. */
import { startNewsroom, type Newsroom } from '../harness';

let newsroom: Newsroom;
beforeAll(async () => {
  process.env.NEWSROOM_ROLE = 'worker';
  process.env.NEWSROOM_JOBS = '';
  newsroom = await startNewsroom();
}, 60_000);
afterAll(async () => {
  await newsroom?.stop();
  delete process.env.NEWSROOM_ROLE;
});

it('works jobs', () => {
  expect(newsroom.strapi.config.get('plugin::jobs.work')).toBe(true);
});

it('serves neither the admin nor the API, to nobody', async () => {
  expect(newsroom.strapi.config.get('admin.serveAdminPanel')).toBe(false);
  for (const [method, path] of [
    ['GET', '/'],
    ['GET', '/admin'],
    ['POST', '/admin/login'],
    ['GET', '/api/articles'],
    ['GET', '/api/articles/pages'],
    ['GET', '/favicon.ico'],
    ['GET', '/uploads/x.jpg'],
  ] as const) {
    const response = await fetch(`${newsroom.url}${path}`, {
      method,
      headers: { Authorization: `Bearer ${await newsroom.token({ type: 'full-access' })}` },
    });
    expect([path, response.status]).toEqual([path, 404]);
    expect(await response.json()).toMatchObject({
      data: null,
      error: {
        name: 'NotFoundError',
        message: expect.stringMatching(/^This process is a worker.*role all or admin/),
      },
    });
  }
});

it('says that it lives', async () => {
  expect((await fetch(`${newsroom.url}/_health`)).status).toBe(204);
  expect((await fetch(`${newsroom.url}/_health/live`)).status).toBe(200);
});
