/**
 * A newsroom that grows: what it costs to publish an article of 36 documents when 1,000, 10,000, 100,000 …
 * stories of 21 documents are published already; then teasers and Recent News of all of them, as an archive gets them
 * that was imported. Every figure is a process of its own, all on one database.
 *
 * `--stories N` sets the largest archive (1,000 unless told; 100,000 takes an hour). Beyond 100,000 stories are
 * multiplied as rows, and copies have one section and two bullets.
 */
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { generatedStory } from './generated-archive.mjs';
import { DAYS, UNTIL } from './generated-pages.mjs';
import { inOwnProcess } from './import.bench.mjs';
import { multiply } from './multiplied-archive.mjs';
import { startCase } from './publish.bench.mjs';
import { ratio, summary } from './rounds.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const SMALLEST = 1_000;
const MOST_IMPORTED = 100_000;
const WARM_UPS = 5;
const ROUNDS = 41;

export const options = ['stories'];

const say = (text) => process.stderr.write(`${text}\n`);

const write = async (file, from, to, of) => {
  const out = createWriteStream(file);
  for (let i = from; i < to; i += 1) {
    const { documentId, title, lead, sections, publishedAt } = generatedStory(i, of, DAYS, UNTIL);
    const line = JSON.stringify({
      slug: documentId,
      title,
      lead,
      firstPublishedAt: new Date(publishedAt).toISOString(),
      outline: sections.map(({ heading, lead: sentence, bullets }) => ({
        heading,
        lead: sentence,
        bullets: bullets.map((text) => ({ text })),
      })),
      relatedNews: [],
    });
    if (!out.write(`${line}\n`)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'close');
};

const publishes = async (url) => {
  const publisher = startCase('newsroom', url, path.join(root, 'dist'));
  try {
    await publisher.ready;
    const seen = [];
    for (let i = -WARM_UPS; i < ROUNDS; i += 1) {
      const measured = await publisher.publish();
      if (i >= 0) seen.push(measured);
    }
    return seen;
  } finally {
    await publisher.stop();
  }
};

export const run = async ({ url, stories = String(SMALLEST) }) => {
  const largest = Number(stories);
  if (!(largest >= SMALLEST)) throw new Error(`--stories ${stories}: give a number from 1000 on.`);
  const folder = mkdtempSync(path.join(tmpdir(), 'newsroom-growth-'));
  const rows = [];
  const ratios = {};
  const add = (name, metric, values) => rows.push({ case: name, metric, ...summary(values) });
  const TIME = 'publish, ms';
  const nameOf = (size) => size.toLocaleString('en');
  const measurePublish = async (size) => {
    const name = nameOf(size);
    say(`publishing beside ${name} …`);
    const seen = await publishes(url);
    const times = seen.map(({ time }) => time);
    add(name, TIME, times);
    const statements = seen.map(({ sql }) => sql);
    add(name, 'publish, SQL statements', statements);
    if (size > SMALLEST)
      ratios[`publish, ${name} over 1,000`] = ratio(rows, TIME, name, nameOf(SMALLEST));
  };
  try {
    const imported = Math.min(largest, MOST_IMPORTED);
    for (let from = 0, size = SMALLEST; size <= imported; from = size, size *= 10) {
      const name = nameOf(size);
      const file = path.join(folder, `${size}.jsonl`);
      await write(file, from, size, imported);
      say(`importing up to ${name} …`);
      const done = await inOwnProcess('command', url, file);
      rmSync(file);
      add(name, 'import, a second', [done.perSecond]);
      add(name, 'import, peak MB', [done.megabytes]);
      await measurePublish(size);
    }
    say('filling in Recent News …');
    const filled = await inOwnProcess('backfill', url);
    const name = nameOf(imported);
    add(name, 'backfill, stories a second', [filled.perSecond]);
    add(name, 'backfill, peak MB', [filled.megabytes]);
    if (largest > imported) {
      await multiply(url, Math.round(largest / imported) - 1, say);
      await measurePublish(largest);
    }
    return { rows, ratios };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
