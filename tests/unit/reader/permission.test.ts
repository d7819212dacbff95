import type { Knex } from 'knex';
import { createPermission } from '../../../src/reader/permission';

/** A database whose answers are given by hand. */
const byHand = () => {
  const asked: { yes: (row: object) => void; no: (error: Error) => void }[] = [];
  const raw = () =>
    new Promise((resolve, reject) => {
      asked.push({ yes: (row) => resolve({ rows: [row] }), no: reject });
    });
  return { asked, db: { raw } as unknown as Knex };
};

const OPEN = { read: true, any: true };
const CLOSED = { read: false, any: true };

it('is asked once for all who come while it is asked, and is believed for half a second', async () => {
  let now = 0;
  const { asked, db } = byHand();
  const permission = createPermission(db, () => now);
  const first = [permission(), permission()];
  asked[0]!.yes(OPEN);
  expect(await Promise.all(first)).toEqual([OPEN, OPEN]);
  now = 499;
  expect(await permission()).toEqual(OPEN);
  expect(asked).toHaveLength(1);
  now = 500;
  const next = permission();
  asked[1]!.yes(CLOSED);
  expect(await next).toEqual(CLOSED);
});

it('is not given while it cannot be asked for, and is asked for anew by the next', async () => {
  const { asked, db } = byHand();
  const permission = createPermission(db, () => 0);
  const failed = permission();
  asked[0]!.no(new Error('gone'));
  await expect(failed).rejects.toThrow('gone');
  const next = permission();
  asked[1]!.yes(OPEN);
  expect(await next).toEqual(OPEN);
});
