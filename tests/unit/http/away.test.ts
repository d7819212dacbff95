import type { Context } from 'koa';
import { ANSWER_WITHIN, answerWhenAway } from '../../../src/http/answer-when-away';
import { awayReason } from '../../../src/http/away-reason';

const failure = (properties: object) => Object.assign(new Error('said so'), properties);

it.each([
  [{ code: 'ECONNREFUSED' }, 'away'],
  [{ code: '57P01' }, 'away'],
  [{ code: '08006' }, 'away'],
  [{ code: '08P01' }, 'away'],
  [{ code: '53300' }, 'away'],
  [{ code: '28P01' }, 'away'],
  [{ name: 'KnexTimeoutError' }, 'away'],
  [{ message: 'Connection terminated unexpectedly' }, 'away'],
  [{ message: 'SELECT 1 - Connection terminated unexpectedly' }, 'away'],
  [{ message: 'timeout expired' }, 'away'],
  [{ code: '42P01' }, 'unprepared'],
  [{ code: '42703' }, 'unprepared'],
])('%j is %s', (properties, kind) => {
  expect(awayReason(failure(properties))?.kind).toBe(kind);
});

it.each([
  failure({ code: '22P02' }),
  failure({ code: '23505' }),
  failure({ status: 404 }),
  new TypeError('x is not a function'),
  'a word',
  null,
  undefined,
])('%p is about something else', (error) => {
  expect(awayReason(error)).toBeNull();
});

describe('a request', () => {
  const said: string[] = [];
  const log = {
    info: (line: string) => void said.push(`info ${line}`),
    warn: (line: string) => void said.push(`warn ${line}`),
  };
  beforeEach(() => said.splice(0));

  const context = () => {
    const headers: Record<string, string> = {};
    return {
      headers,
      set: (name: string, value: string) => void (headers[name] = value),
    } as unknown as Context & { headers: Record<string, string> };
  };
  const refused = failure({ code: 'ECONNREFUSED' });

  it('is told to ask again, and the log hears of it once, there and back', async () => {
    const guard = answerWhenAway({ concerns: () => true, log });
    const fail = () => Promise.reject(refused);
    for (let i = 0; i < 3; i++) {
      const ctx = context();
      await expect(guard(ctx, fail)).rejects.toMatchObject({
        status: 503,
        name: 'ServiceUnavailableError',
        message: expect.stringMatching(/cannot reach its database/),
      });
      expect(ctx.headers).toEqual({ 'Retry-After': '1' });
    }
    for (let i = 0; i < 3; i++) await guard(context(), () => Promise.resolve());
    expect(said).toEqual([
      'warn The database cannot be read (said so): what is not held is answered with 503 until it can.',
      'info The database can be read again.',
    ]);
  });

  it('that is about something else gets the error as it is', async () => {
    const guard = answerWhenAway({ concerns: () => false, log });
    await expect(guard(context(), () => Promise.reject(refused))).rejects.toBe(refused);
    const other = failure({ code: '23505' });
    const all = answerWhenAway({ concerns: () => true, log });
    await expect(all(context(), () => Promise.reject(other))).rejects.toBe(other);
    expect(said).toEqual([]);
  });

  it('that hangs is given up, unless it is about something else', async () => {
    jest.useFakeTimers();
    try {
      let finish!: () => void;
      const hang = () => new Promise<void>((resolve) => (finish = resolve));
      const given = expect(
        answerWhenAway({ concerns: () => true, log })(context(), hang),
      ).rejects.toMatchObject({ status: 503 });
      const waited = answerWhenAway({ concerns: () => false, log })(context(), hang);
      await jest.advanceTimersByTimeAsync(ANSWER_WITHIN);
      await given;
      finish();
      await expect(waited).resolves.toBeUndefined();
    } finally {
      jest.useRealTimers();
    }
  });
});
