import type { Context } from 'koa';
import { wellFormed } from '../../../src/http/well-formed';

const context = { method: 'GET', path: '/api/articles', query: {}, request: {} } as Context;

it.each(['22P02', '22021'])('what Postgres refuses with %s is the caller’s', async (code) => {
  const failing = () => Promise.reject(Object.assign(new Error('said so'), { code }));
  await expect(wellFormed({ http: () => {} })(context, failing)).rejects.toMatchObject({
    status: 400,
    message: expect.stringContaining('A value has the wrong type'),
  });
});

it('every other error of Postgres stays ours', async () => {
  const error = Object.assign(new Error('said so'), { code: '54000' });
  await expect(wellFormed({ http: () => {} })(context, () => Promise.reject(error))).rejects.toBe(
    error,
  );
});
