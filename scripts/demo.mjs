/** `npm run demo [-- --fresh] [-- --no-samples] [-- --readers N]` */
import { createRequire } from 'node:module';
import path from 'node:path';
import { boot, close } from './boot.mjs';
import { buildAdmin, buildServer, buildSite } from './build.mjs';
import { useDemoEnvironment } from './database.mjs';
import { DEMO_LOGIN, ensureLogin, forgetEverything, loadSamples } from './demo-data.mjs';
import { startReaders } from './demo-readers.mjs';
import { introduceSite, startSite, useSite } from './demo-site.mjs';
import { ensureInstalled } from './install.mjs';
import { hold } from './lock.mjs';
import { dist, home } from './paths.mjs';
import { freePort, portProblem } from './ports.mjs';
import { startPostgres } from './postgres.mjs';
import { Refusal, main, say } from './progress.mjs';
import { onStop } from './signals.mjs';

/** Closing connections takes a moment; more than this is a hang, ms. */
const STOPPED_WITHIN = 15_000;

/** Postgres grants 100 connections, of which each reader may open eleven. */
const MOST_READERS = 8;

await main(async () => {
  const flags = readFlags(process.argv.slice(2));
  const { host, port, address } = readAddress('PORT', 1337);
  const site = readAddress('SITE_PORT', 4321);
  const { holder } = hold(path.join(home, 'demo.lock'), { address });
  if (holder != null) {
    throw new Refusal(
      `The demo of this folder runs already, at ${holder.address} (process ${holder.pid}). Stop it with Ctrl-C where it was started.`,
    );
  }
  if (site.port === port) {
    throw new Refusal(
      `PORT and SITE_PORT are both ${port}: the newsroom and its site need one each.`,
    );
  }
  await refuseBusyPort('PORT', port, host);
  await refuseBusyPort('SITE_PORT', site.port, host);

  let postgres;
  let strapi;
  let siteProcess;
  let readers;
  onStop(async () => {
    say('Stopping …');
    // Should something hang, the exit hook of scripts/postgres.mjs still stops Postgres.
    setTimeout(() => process.exit(1), STOPPED_WITHIN).unref();
    await siteProcess?.stop();
    await readers?.stop();
    if (strapi) await close(strapi);
    await postgres?.stop();
    process.exit(0);
  });

  if (process.env.DATABASE_URL) {
    say('DATABASE_URL is set; the demo leaves that database alone and uses one of its own.');
  }
  await ensureInstalled();
  if (flags.fresh) await forgetEverything();
  await buildServer();
  say('Starting Postgres …');
  postgres = await startPostgres({ home });
  await useDemoEnvironment(postgres.url);
  process.env.HOST = host;
  process.env.PORT = String(port);
  if (flags.readers > 0) {
    // Behind the port that everybody knows, and under its name.
    process.env.PUBLIC_URL ??= address;
    process.env.HOST = '127.0.0.1';
    process.env.PORT = String(await freePort());
  }
  process.env.LOG_LEVEL ??= 'warn';
  await buildAdmin();
  await buildSite();
  useSite(site);
  if (flags.samples) await loadSamples(postgres.url);

  say('Starting the server …');
  strapi = await boot();
  const hasLogin = await ensureLogin(strapi);
  const keys = await introduceSite(strapi, site.address);
  await strapi.listen();
  if (flags.readers > 0) readers = await startInFront({ host, port, count: flags.readers });
  const page = await look(address);
  siteProcess = await startSite({ ...site, newsroom: address, keys });
  announce(address, page, hasLogin, site.address, readers?.addresses() ?? []);
});

function readFlags(args) {
  const flags = { fresh: false, samples: true, readers: 0 };
  const left = args.flatMap((arg) => (arg.startsWith('--readers=') ? arg.split('=') : [arg]));
  while (left.length > 0) {
    const arg = left.shift();
    if (arg === '--fresh') flags.fresh = true;
    else if (arg === '--no-samples') flags.samples = false;
    else if (arg === '--readers') flags.readers = readCount(left.shift());
    else {
      throw new Refusal(
        `${arg} is not known. npm run demo knows -- --fresh (begin anew), -- --no-samples and -- --readers N (processes that answer readers beside Strapi).`,
      );
    }
  }
  return flags;
}

function readCount(text) {
  if (!/^\d+$/.test(text ?? '') || Number(text) > MOST_READERS) {
    throw new Refusal(
      `--readers "${text ?? ''}" must be a whole number from 0 to ${MOST_READERS}, such as 2.`,
    );
  }
  return Number(text);
}

/** Starts readers beside this Strapi, and opens the port in front of them all. */
async function startInFront({ host, port, count }) {
  say(`Starting ${count} reader${count === 1 ? '' : 's'} …`);
  const { openFrontDoor } = await import('./front-door.mjs');
  const { isOfReaders } = createRequire(import.meta.url)(
    path.join(dist, 'src', 'reader', 'is-of-readers.js'),
  );
  const readers = await startReaders({ count });
  const strapi = `http://127.0.0.1:${process.env.PORT}`;
  const door = await openFrontDoor({ host, port, strapi, nextReader: readers.next, isOfReaders });
  return {
    addresses: readers.addresses,
    async stop() {
      await door.close();
      await readers.stop();
    },
  };
}

/** HOST is this machine alone unless asked for otherwise: the demo's login is in its README. */
function readAddress(variable, usual) {
  const { HOST, [variable]: given } = process.env;
  const host = HOST || '127.0.0.1';
  const port = Number(given || usual);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new Refusal(
      `${variable} "${given}" must be a whole number from 1 to 65535, such as ${usual}.`,
    );
  }
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  return { host, port, address: `http://${name.includes(':') ? `[${name}]` : name}:${port}` };
}

async function refuseBusyPort(variable, port, host) {
  const problem = await portProblem(port, host);
  if (problem == null) return;
  if (problem === 'EADDRINUSE') {
    throw new Refusal(
      `Port ${port} is in use by another program. Stop that one, or choose another port: ${variable}=${port + 1} npm run demo`,
    );
  }
  throw new Refusal(
    `The demo cannot listen on ${host}, port ${port} (${problem}): set HOST or ${variable}.`,
  );
}

/**
 * Asks the running server for what a visitor would, before anyone is told that it is ready.
 *
 * @returns {Promise<string | null>} the path of a published page
 */
async function look(address) {
  for (const where of ['/_health', '/admin']) {
    const { ok, status } = await fetch(address + where);
    if (!ok) throw new Error(`The server answers ${status} to ${where}.`);
  }
  const list = await fetch(`${address}/api/articles/pages?pageSize=1`);
  const slug = list.ok ? (await list.json()).data?.[0]?.slug : null;
  if (slug == null) return null;
  const page = `/api/articles/page/${encodeURIComponent(slug)}`;
  const { ok, status } = await fetch(address + page);
  if (!ok) throw new Error(`The server answers ${status} to ${page}.`);
  return page;
}

function announce(address, page, hasLogin, siteAddress, readers) {
  const lines = [
    ['Site', siteAddress],
    ['Admin', `${address}/admin`],
    ['Login', hasLogin ? `${DEMO_LOGIN.email}  ${DEMO_LOGIN.password}` : 'your own'],
    ['API', `${address}/api/articles/pages`],
    ...(page ? [['A page', address + page]] : []),
    ...readers.map((reader, i) => [i === 0 ? 'Readers' : '', reader]),
  ];
  const table = lines.map(([name, text]) => `  ${name.padEnd(8)}${text}`).join('\n');
  process.stdout.write(
    `\nThe newsroom is open.\n\n${table}\n\nCtrl-C stops it and keeps its data.\n`,
  );
}
