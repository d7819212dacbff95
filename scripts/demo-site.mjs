/** The example site beside the demo: its settings, its rebuild target, its process. */
import { fork } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { home, root } from './paths.mjs';
import { Refusal, say } from './progress.mjs';

/** What the newsroom and its site know each other by; lies beside the demo's secrets. */
const keysFile = path.join(home, 'site.json');
const TARGET = 'Example site';
const TOKEN = 'Example site of the demo';
/** Quick, so that somebody who tries it out sees a story arrive, s. */
const QUIET = 1;
const MAX_WAIT = 10;
/** The site ends its running build first, ms. */
const STOPS_WITHIN = 5_000;

const SETTINGS = {
  name: 'The Wend Courier',
  language: 'en',
  newsletterText: 'Three stories every morning, none of them longer than this page.',
  newsletterButtonLabel: 'Get the newsletter',
  newsletterUrl: 'https://newsletter.example/',
  recentNewsHeading: 'Recent News',
};

/** Before the newsroom boots: it may call the site, and the Desk shows drafts on it. */
export function useSite({ address }) {
  // By the name that it is called by, which is not always the host that it listens on.
  const { hostname, port } = new URL(address);
  process.env.REBUILDS_ALLOW_PRIVATE = [
    process.env.REBUILDS_ALLOW_PRIVATE,
    `${hostname}:${port || '80'}`,
  ]
    .filter(Boolean)
    .join(',');
  process.env.PREVIEW_URL ??= `${address}/preview/{documentId}?token={token}`;
}

/**
 * Makes the newsroom and the site known to each other: settings while there are none, a rebuild
 * target with its secret, a token.
 *
 * @returns {Promise<{ secret: string, token: string }>}
 */
export async function introduceSite(strapi, address) {
  const known = fs.existsSync(keysFile) ? JSON.parse(fs.readFileSync(keysFile, 'utf8')) : null;
  await publishSettings(strapi, address, known?.address);
  const url = `${address}/hooks/rebuild`;
  const targets = strapi.plugin('rebuilds').service('targets');
  const stored = (
    await strapi.documents('plugin::rebuilds.target').findMany({ filters: { name: TARGET } })
  )[0];
  if (known && stored) {
    if (stored.url !== url) await targets.update(stored.documentId, { url });
    remember({ ...known, address });
    return known;
  }
  if (stored) await targets.remove(stored.documentId);
  const { secret } = await targets.create({
    name: TARGET,
    url,
    kind: 'standard',
    quietSeconds: QUIET,
    maxWaitSeconds: MAX_WAIT,
  });
  const keys = { secret, token: await makeToken(strapi) };
  remember({ ...keys, address });
  return keys;
}

const remember = (keys) =>
  fs.writeFileSync(keysFile, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600 });

async function makeToken(strapi) {
  const tokens = strapi.service('admin::api-token');
  const old = await tokens.getByName(TOKEN);
  if (old) await tokens.revoke(old.id);
  const { accessKey } = await tokens.create({
    name: TOKEN,
    description: 'Lets the site ask what changed and say what is live.',
    type: 'custom',
    permissions: ['plugin::rebuilds.changes.find', 'plugin::rebuilds.receipts.create'],
    lifespan: null,
  });
  return accessKey;
}

/** What somebody has set since stays; the address follows the port while it is still ours. */
async function publishSettings(strapi, address, ownAddress) {
  const settings = strapi.documents('api::site.site');
  const stored = await settings.findFirst({ status: 'draft' });
  if (!stored) {
    await settings.create({ data: { ...SETTINGS, url: address }, status: 'published' });
  } else if (stored.url === ownAddress && ownAddress !== address) {
    await settings.update({
      documentId: stored.documentId,
      data: { url: address },
      status: 'published',
    });
  }
}

/**
 * Starts the site in a process of its own, which ends with this one.
 *
 * @param {{ host: string, port: number, address: string, newsroom: string, folder?: string,
 *   keys: { secret: string, token: string } }} options what it builds and says goes into `site` and
 *   `site.log` of the folder
 * @returns {Promise<{ stop: () => Promise<void> }>} when it listens
 */
export async function startSite({ host, port, address, newsroom, keys, folder = home }) {
  const logFile = path.join(folder, 'site.log');
  const shownLog = path.relative(process.cwd(), logFile);
  const log = fs.openSync(logFile, 'w');
  const child = fork(path.join(root, 'scripts/site-process.mjs'), {
    stdio: ['ignore', log, log, 'ipc'],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      NEWSROOM_URL: newsroom,
      NEWSROOM_PUBLIC_URL: newsroom,
      NEWSROOM_TOKEN: keys.token,
      REBUILDS_SECRET: keys.secret,
      SITE_HOST: host,
      SITE_PORT: String(port),
      SITE_DATA: path.join(folder, 'site'),
    },
  });
  fs.closeSync(log);
  await new Promise((resolve, reject) => {
    const failed = (why) =>
      reject(new Refusal(`The site at ${address} did not start (${why}); see ${shownLog}`));
    child.once('message', ({ problem }) => (problem ? failed(problem) : resolve()));
    child.once('exit', (status) => failed(`it ended with status ${status}`));
  });
  child.removeAllListeners('exit');
  child.once('exit', (status) => {
    if (!child.wanted) say(`The site ended with status ${status}; see ${shownLog}`);
  });
  return {
    async stop() {
      child.wanted = true;
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.disconnect();
      const hang = setTimeout(() => child.kill('SIGKILL'), STOPS_WITHIN);
      await ended;
      clearTimeout(hang);
    },
  };
}

/** Names of what the site keeps in the demo's folder. */
export const SITE_FILES = ['site', 'site.json', 'site.log'];
