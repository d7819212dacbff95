/**
 * Finding the related stories of an article in an archive of 1,000 to 1,000,000: how long it takes while
 * a newsroom publishes beside it, and what of the exact list it finds. Also what keeping a story and
 * refitting the space cost.
 *
 * `--stories N` sets the largest archive (10,000 unless told; 1,000,000 takes half an hour and 10 GB).
 */
import { databaseFor } from './database.mjs';
import { measureArchive } from './related-archive.mjs';
import { reutersCases } from './related-reuters.mjs';

/** Archives: stories, and the days over which they came out. */
const SIZES = [
  [1_000, 200],
  [10_000, 730],
  [100_000, 1_825],
  [1_000_000, 3_650],
];
const P95 = 'look-up p95, ms';

export const options = ['stories'];

export const run = async ({ url, stories = '10000' }) => {
  const largest = Number(stories);
  if (!(largest >= 1_000)) throw new Error(`--stories ${stories}: give a number from 1000 on.`);
  const rows = await reutersCases(url);
  const ratios = {};
  let smallest;
  for (const [count, days] of SIZES.filter(([size]) => size <= largest)) {
    const own = await databaseFor(url, `related_${count}`);
    const measured = await measureArchive(own, count, days);
    const { median } = measured.find(({ metric }) => metric === P95);
    smallest ??= median;
    ratios[`${P95}, of ${count.toLocaleString('en')} over 1,000`] = median / smallest;
    rows.push(...measured);
  }
  return { rows, ratios };
};
