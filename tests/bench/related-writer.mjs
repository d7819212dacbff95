/** A newsroom that goes on publishing while look-ups are measured: a story every 100 ms. */
import { createRequire } from 'node:module';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { generatedStory } from './generated-archive.mjs';

const require = createRequire(path.resolve(import.meta.dirname, '../../package.json'));
const { createArchive } = require(
  `${process.env.DIST_DIR ?? './dist'}/src/plugins/recent-news/server/src/services/archive`,
);
const db = require('knex')({ client: 'pg', connection: process.env.DATABASE_URL });
const archive = createArchive();
const until = Date.now();

await archive.currentSpace(db);
const times = [];
process.on('message', (what) => {
  if (what === 'report') process.send({ times });
});
process.send('ready');
for (let i = 0; ; i += 1) {
  const story = generatedStory(50_000_000 + i, 50_000_001, 1, until);
  const from = performance.now();
  await db.transaction((trx) => archive.keep(trx, [story]));
  times.push(performance.now() - from);
  await sleep(100);
}
