/** A commit that the database did not confirm is not taken for one. */
import type { Knex } from 'knex';
import { startNewsroom, type Newsroom } from '../harness';
import { startRelay, type Relay } from '../relay';

jest.setTimeout(60_000);

let newsroom: Newsroom;
let relay: Relay;

beforeAll(async () => {
  newsroom = await startNewsroom(undefined, async (url) => {
    relay = await startRelay(url);
    return relay.urlOf(url);
  });
  await newsroom.sql('CREATE TABLE kept (word text)');
}, 120_000);
afterAll(async () => {
  relay?.leadTo();
  await newsroom?.stop();
  await relay?.close();
});

const kept = async () =>
  (await newsroom.sql<{ word: string }>('SELECT word FROM kept ORDER BY word')).map(
    ({ word }) => word,
  );

it('tells whoever waits that the connection was lost over the commit', async () => {
  const committing = newsroom.strapi.db.transaction(async ({ trx }) => {
    await (trx as Knex.Transaction).raw(`INSERT INTO kept VALUES ('lost')`);
    relay.cut();
  });
  await expect(committing).rejects.toThrow(/Connection|ECONNRESET/);
  expect(await kept()).toEqual([]);
  relay.leadTo();
  // The pool gets over it, and a commit is one again.
  const said: string[] = [];
  await newsroom.strapi.db.transaction(async ({ trx, onCommit }) => {
    onCommit(() => void said.push('committed'));
    await (trx as Knex.Transaction).raw(`INSERT INTO kept VALUES ('kept')`);
  });
  expect([await kept(), said]).toEqual([['kept'], ['committed']]);
});

it('tells of a failure that somebody swallowed, because nothing of the act is stored', async () => {
  const said: string[] = [];
  const act = newsroom.strapi.db.transaction(async ({ trx, onCommit }) => {
    onCommit(() => void said.push('committed'));
    await (trx as Knex.Transaction).raw(`INSERT INTO kept VALUES ('half')`);
    await (trx as Knex.Transaction).raw('SELECT 1 / 0').catch(() => undefined);
  });
  await expect(act).rejects.toThrow('was rolled back');
  expect([await kept(), said]).toEqual([['kept'], []]);
});
