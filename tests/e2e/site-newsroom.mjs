/** A newsroom with an archive and the example site beside it: everything a reader could meet. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { buildSite } from '../../scripts/build.mjs';
import { runChild } from '../../scripts/child.mjs';
import { startSite } from '../../scripts/demo-site.mjs';
import { registerFirstLogin } from '../../scripts/first-login.mjs';
import { root } from '../../scripts/paths.mjs';
import { freePort } from '../../scripts/ports.mjs';
import { startServer } from '../../scripts/server-process.mjs';
import { TEST_SECRETS } from '../../scripts/test-database.mjs';
import { logInTo } from './admin-api.mjs';
import { login } from './browser.mjs';
import { startRelay } from './site-relay.mjs';

/** Jobs, calls and builds take a second or two; this is for a busy machine, ms. */
const PATIENCE = 60_000;

/** @returns what `look` does, once it is truthy; `what` says what never came */
export async function eventually(what, look) {
  const until = Date.now() + PATIENCE;
  for (;;) {
    const seen = await look();
    if (seen) return seen;
    assert.ok(Date.now() < until, what);
    await sleep(100);
  }
}

const DAY = 86_400_000;
const ago = (ms) => new Date(Date.now() - ms).toISOString();

/** A story that is to be taken back, and two whose Recent News show it. Of yesterday: news sitemaps end after two days. */
export const RETRACTED = {
  slug: 'ferry-sund-turns-back',
  title: 'Ferry Sund turns back after its sprinklers open by themselves',
};
const outline = (heading, lead, ...bullets) => ({
  heading,
  lead,
  bullets: bullets.map((text) => ({ text })),
});
const story = (slug, title, lead, hours, part, relatedNews = []) => ({
  slug,
  title,
  lead,
  authors: ['soren-holm'],
  topics: ['oceans'],
  firstPublishedAt: ago(DAY + hours * 3_600_000),
  sourceTitle: null,
  sourceUrl: null,
  outline: [part],
  relatedNews,
});
const shows = [
  {
    headline: RETRACTED.title,
    teaser: 'Nobody was hurt when two car decks were flooded within a minute.',
    url: null,
    target: RETRACTED.slug,
  },
];
const OWN = [
  story(
    RETRACTED.slug,
    RETRACTED.title,
    'The night ferry came back to Elmhaven with wet cars and dry passengers.',
    3,
    outline(
      'On board',
      'A valve froze open.',
      'Two decks were flooded',
      'All 212 people walked off',
    ),
  ),
  story(
    'elmhaven-quay-2.0',
    'Elmhaven buys pumps for its ferry quay',
    'Four pumps stand by from December.',
    2,
    outline('Money', 'The port pays.', 'Each pump moves a tonne a minute'),
    shows,
  ),
  story(
    'elmhaven-night-line-pauses',
    'Night line from Elmhaven pauses for a week',
    'Inspectors want to see every valve of the line first.',
    1,
    outline('Until when', 'The line is back on Monday.', 'Day ferries take its passengers'),
    shows,
  ),
];

export const SITE_NAME = 'The Wend Courier';

/**
 * @param {string} draft a page as text, imported and not published
 * @param {{ text: string, buttonLabel: string, url: string }} newsletter
 * @returns {Promise<object>} newsroom, site: addresses; folder: the site's files; relay; call: asks the
 *   admin's API; stop
 */
export async function startNewsroomWithSite(draft, newsletter) {
  await buildSite();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'newsroom-site-'));
  const undo = [() => fs.rmSync(folder, { recursive: true, force: true })];
  const stop = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const databaseUrl = await newDatabase();
    await importArchive(databaseUrl, folder, draft);

    const [sitePort, relayPort] = [await freePort(), await freePort()];
    const site = `http://127.0.0.1:${sitePort}`;
    const server = await startServer({
      databaseUrl,
      env: {
        ADMIN_RATE_LIMIT: 'false',
        REBUILDS_ALLOW_PRIVATE: `127.0.0.1:${relayPort}`,
        PREVIEW_URL: `${site}/preview/{documentId}?token={token}`,
      },
    });
    undo.push(() => server.stop());
    const newsroom = server.address;
    await registerFirstLogin(newsroom, login);
    const call = await logInTo(newsroom);
    await publishSettings(call, site, newsletter);
    const relay = await startRelay(relayPort, `${site}/hooks/rebuild`);
    undo.push(() => relay.close());
    const keys = await introduce(call, relay.url);
    const where = { host: '127.0.0.1', port: sitePort, address: site };
    const running = await startSite({ ...where, newsroom, keys, folder });
    undo.push(() => running.stop());
    await eventually('the site was not built', async () => (await fetch(`${site}/_health`)).ok);
    return { newsroom, site, folder: path.join(folder, 'site/public'), relay, call, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Beside the one that all browser tests share. */
async function newDatabase() {
  const client = new pg.Client({ connectionString: process.env.E2E_DATABASE_URL });
  await client.connect();
  await client.query('CREATE DATABASE newsroom_site');
  await client.end();
  const url = new URL(process.env.E2E_DATABASE_URL);
  url.pathname = '/newsroom_site';
  return url.href;
}

async function importArchive(databaseUrl, folder, draft) {
  const page = path.join(folder, 'draft.txt');
  fs.writeFileSync(page, draft);
  const own = path.join(folder, 'own.json');
  fs.writeFileSync(own, JSON.stringify(OWN));
  const samples = path.join(root, 'samples');
  const files = fs.readdirSync(samples).filter((name) => name.endsWith('.json'));
  const script = path.join(import.meta.dirname, 'site-archive.mjs');
  const args = [script, page, ...files.map((name) => path.join(samples, name)), own];
  await runChild('The import', process.execPath, args, {
    quiet: true,
    env: {
      ...process.env,
      ...TEST_SECRETS,
      NODE_ENV: 'production',
      DATABASE_URL: databaseUrl,
      ENV_PATH: path.join(folder, 'no.env'),
      LOG_LEVEL: 'error',
    },
  });
}

const publishSettings = (call, site, newsletter) =>
  call('POST', '/content-manager/single-types/api::site.site/actions/publish', {
    name: SITE_NAME,
    url: site,
    language: 'en',
    newsletterText: newsletter.text,
    newsletterButtonLabel: newsletter.buttonLabel,
    newsletterUrl: newsletter.url,
    recentNewsHeading: 'Recent News',
  });

/** As the site's README has it. */
async function introduce(call, url) {
  const { data: target } = await call('POST', '/rebuilds/targets', {
    name: 'Example site',
    url,
    kind: 'standard',
    quietSeconds: 0.5,
    maxWaitSeconds: 5,
  });
  const { data: token } = await call('POST', '/admin/api-tokens', {
    name: 'Example site',
    description: '',
    type: 'custom',
    lifespan: null,
    permissions: ['plugin::rebuilds.changes.find', 'plugin::rebuilds.receipts.create'],
  });
  return { secret: target.secret, token: token.accessKey };
}
