import { EventEmitter } from 'node:events';
import type { Context } from 'koa';
import { readBodies, refuseBody } from '../../../src/http/bodies';

const upload = (path = '/api/upload') => {
  const req = new EventEmitter();
  const ctx = {
    method: 'POST',
    path,
    req,
    request: { type: 'multipart/form-data', body: undefined as unknown },
    get: () => '',
    is: (type: string) => (type === 'multipart' ? type : false),
  };
  return { req, ctx, asContext: ctx as unknown as Context };
};

afterEach(() => jest.useRealTimers());

it('lets nobody wait for a part that is never read', async () => {
  jest.useFakeTimers();
  const { req, asContext } = upload();
  const answer = readBodies()(asContext, () => new Promise(() => undefined));
  req.emit('end');
  const refused = expect(answer).rejects.toMatchObject({ status: 400, name: 'ValidationError' });
  await jest.advanceTimersByTimeAsync(60_000);
  await refused;
});

it('leaves an upload that was read all the time it takes', async () => {
  jest.useFakeTimers();
  const { req, ctx, asContext } = upload('/upload');
  const answer = readBodies()(asContext, async () => {
    ctx.request.body = {};
    await new Promise((resolve) => setTimeout(resolve, 120_000));
  });
  req.emit('end');
  await jest.advanceTimersByTimeAsync(120_000);
  await expect(answer).resolves.toBeUndefined();
});

it('takes files nowhere but in the media library', async () => {
  for (const path of ['/api/articles', '/admin/login', '/uploads', '/api/uploads'])
    await expect(readBodies()(upload(path).asContext, async () => {})).rejects.toMatchObject({
      status: 415,
    });
});

it('says that a form is no gzip', () => {
  const wrong = Object.assign(new Error('incorrect header check'), { code: 'Z_DATA_ERROR' });
  expect(() => refuseBody(wrong, upload().asContext)).toThrow(/^body: is not .* Content-Encoding/);
});

it('leaves what the disk says as it is', () => {
  const full = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
  expect(() => refuseBody(full, upload().asContext)).toThrow(full);
});
