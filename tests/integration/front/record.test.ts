/** The record is read whatever becomes of the connections of the process that reads it. */
import { poolUseOf } from '../../../src/operations/pool-use';
import { startNewsroom, type Newsroom } from '../harness';
import { startRelay, type Relay } from '../relay';

jest.setTimeout(120_000);

// The server's own instance: what is compiled for the test would be another.
const { frontOf } = jest.requireActual<typeof import('../../../src/front/service')>(
  '../../../dist/src/front/service',
);

let newsroom: Newsroom;
let relay: Relay;
beforeAll(async () => {
  newsroom = await startNewsroom(undefined, async (url) => {
    relay = await startRelay(url);
    return relay.urlOf(url);
  });
  await eventually(() => front().stats().open);
});
afterAll(async () => {
  await newsroom?.stop();
  await relay?.close();
});

const eventually = async (holds: () => boolean): Promise<void> => {
  for (let tries = 0; tries < 600; tries += 1) {
    if (holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('It did not come about within 30 s.');
};

const front = () => frontOf(newsroom.strapi);
const lag = (): number => front().stats().lag!;

test('while acts hold every connection, a permission that is taken away is noticed', async () => {
  const { connection } = newsroom.strapi.db;
  const { max } = poolUseOf(connection as never);
  const acts = await Promise.all(Array.from({ length: max }, () => connection.transaction()));
  try {
    const granted = await newsroom.sql<{ id: number; action: string }>(
      `UPDATE up_permissions SET action = action || '.taken'
        WHERE action = 'api::article.article.find' RETURNING id`,
    );
    expect(granted).toHaveLength(1);
    await eventually(() => !front().stats().open);
    await newsroom.sql(
      `UPDATE up_permissions SET action = 'api::article.article.find' WHERE id = $1`,
      [granted[0]!.id],
    );
    await eventually(() => front().stats().open);
  } finally {
    for (const act of acts) await act.rollback();
  }
});

test('where nothing is answered no connection of acts is taken, and those of the record are replaced', async () => {
  const use = () => poolUseOf(newsroom.strapi.db.connection as never).used;
  const before = use();
  relay.hold();
  // Long enough for some reads that are given up.
  await eventually(() => lag() > 8);
  expect(use()).toBe(before);
  relay.leadTo();
  await eventually(() => lag() < 2);
});
