import fc from 'fast-check';
import { z } from 'zod';
import { storableData } from '../../../src/plugins/jobs/server/src/job-data';

const anything = z.unknown();

it('keeps every JSON value that Postgres can store as it is', () => {
  const text = fc.string({ unit: 'grapheme' }).map((value) => value.replaceAll('\0', ''));
  const json = fc.letrec((tie) => ({
    value: fc.oneof(
      text,
      fc.integer(),
      fc.boolean(),
      fc.array(tie('value')),
      fc.dictionary(text, tie('value'), { noNullPrototype: true }),
    ),
  })).value;
  fc.assert(
    fc.property(json, (value) => {
      expect(storableData('q', anything, value)).toEqual(value);
    }),
  );
});

it('counts nothing as an empty object', () => {
  expect(storableData('q', z.strictObject({}), undefined)).toEqual({});
  expect(storableData('q', z.strictObject({}), null)).toEqual({});
});

it('checks what the handler will get back, not what was handed in', () => {
  const at = new Date('2026-01-02T03:04:05Z');
  expect(() => storableData('q', z.object({ at: z.date() }), { at })).toThrow(/expected date/);
  expect(storableData('q', z.object({ at: z.iso.datetime() }), { at })).toEqual({
    at: '2026-01-02T03:04:05.000Z',
  });
});

it('sends what was given and leaves the reading to the handler', () => {
  const schema = z.object({ n: z.string().transform(Number), of: z.string().default('all') });
  expect(storableData('q', schema, { n: '7' })).toEqual({ n: '7' });
});

const circular: Record<string, unknown> = {};
circular.self = circular;

it.each([
  ['a bigint', { n: 1n }, /it is no JSON/],
  ['a circle', circular, /it is no JSON/],
  ['a NUL', { a: [{ b: 'x\0' }] }, /data\.a\.0\.b holds a NUL/],
  ['half a character', { a: '\ud83d' }, /data\.a holds/],
  ['a name Postgres cannot store', { a: { '\0': 1 } }, /a name in data\.a holds/],
])('refuses %s, naming the queue', (_, data, sentence) => {
  const check = () => storableData('mail', anything, data);
  expect(check).toThrow(sentence);
  expect(check).toThrow(/^A job for "mail" cannot be sent/);
  expect(check).toThrow(expect.objectContaining({ name: 'ValidationError' }));
});
