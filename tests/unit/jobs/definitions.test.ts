import { z } from 'zod';
import { completeDefinition } from '../../../src/plugins/jobs/server/src/definitions';

const given = { name: 'mail', schema: z.object({}), handle: () => undefined };

it('fills in what is not said', () => {
  expect(completeDefinition(given)).toEqual({
    ...given,
    concurrency: 1,
    retryLimit: 5,
    retryDelay: 5,
    retryBackoff: true,
    expireInSeconds: 300,
  });
});

it('keeps the very handler and schema it is given', () => {
  const { schema, handle } = completeDefinition(given);
  expect(schema).toBe(given.schema);
  expect(handle).toBe(given.handle);
});

it.each([
  ['name', { name: '' }, 'must begin with a letter'],
  ['name', { name: '__pgboss__send-it' }, 'must begin with a letter'],
  ['name', { name: `a${'b'.repeat(100)}` }, '100 at most'],
  ['schema', { schema: { parse: () => undefined } }, 'must be a zod schema'],
  ['handle', { handle: 'later' }, 'must be a function'],
  ['concurrency', { concurrency: 1.5 }, 'int'],
  ['retryLimit', { retryLimit: -1 }, '>=0'],
  ['expireInSeconds', { expireInSeconds: 86_400 }, '<=86399'],
  ['retries', { retries: 3 }, 'retries'],
])('refuses a wrong %s: %j', (option, wrong, sentence) => {
  const define = () => completeDefinition({ ...given, ...wrong } as never);
  expect(define).toThrow(/^The queue ".*" cannot be defined:/);
  expect(define).toThrow(option);
  expect(define).toThrow(sentence);
});
