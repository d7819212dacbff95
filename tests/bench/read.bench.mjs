/**
 * Reading a published page as often as one core allows: from the page memory, by the newsroom's own route
 * in Koa, by a light reader, by Strapi's nested populate, and from bare Koa and bare `node:http` that hold
 * the same bytes. Each server has a core, the asking another.
 *
 * Rates are answers per second of the server's processor time, where the system tells it (Linux): so a
 * server that waits for its caller is not taken for a slow one.
 *
 * `--stories 1000,10000,100000`: archives to measure with, growing (1,000 and 10,000 unless told).
 * `--rounds N`: 21 unless told.
 */
import { fork, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import { registerFirstLogin } from '../../scripts/first-login.mjs';
import { startServer } from '../../scripts/server-process.mjs';
import { fillPages } from './generated-pages.mjs';
import { measure, ratio } from './rounds.mjs';

const require = createRequire(path.resolve(import.meta.dirname, '../../package.json'));
const here = (file) => path.join(import.meta.dirname, file);
const say = (text) => process.stderr.write(`${text}\n`);

/** Connections that ask at once. */
const CONNECTIONS = 16;
/**
 * A shared machine runs at full and at half speed by turns that last seconds: many short rounds see as much
 * of both in every case. Long enough for thousands of answers, s.
 */
const SECONDS = 0.5;
/** Asked before, and not counted: while the others had their turn the server was idle, as under load it is not, s. */
const AWAKE_AFTER = 0.4;
/** The compiler has seen everything after that many. */
const WARM_UPS = 4;
const PUBLISHES = 10;
/** Long enough for more than ten publishes, s. */
const LONGER = 1.5;
/** What a publish sets off is over then, s. */
const CALM_AFTER = 1;
const RATE = 'answers a second of a core';
const LOGIN = { email: 'bench@newsroom.example', password: 'Correct-horse-7' };

const SECTIONS = 8;
const BULLETS = 3;
const words = (what, n) =>
  `${what} ${n} says in a dozen plain words what happened and to whom, and what it may mean for all the others`;

export const options = ['stories', 'rounds'];

export const run = async ({ url, stories = '1000,10000', rounds = '21' }) => {
  const sizes = stories.split(',').map(Number);
  if (!sizes.every((size, i) => size >= 1_000 && (i === 0 || size > sizes[i - 1])))
    throw new Error(
      `--stories ${stories}: give growing numbers from 1000 on, with commas between.`,
    );
  const ends = [];
  try {
    return await measured(url, sizes, Number(rounds), ends);
  } finally {
    for (const end of ends.reverse()) await end();
  }
};

const measured = async (databaseUrl, sizes, rounds, ends) => {
  const start = async (env) => {
    const server = await startServer({ databaseUrl, env });
    ends.push(() => server.stop());
    pin(server.pid, 0);
    return { port: Number(new URL(server.address).port), pid: server.pid, address: server.address };
  };
  const koa = await start({ PAGE_MEMORY_MB: '0' });
  const { slug, page } = await publishOne(koa.address);
  const memory = await start({});
  const reader = await start({ NEWSROOM_ROLE: 'reader', PUBLIC_URL: memory.address });
  const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'newsroom-read-')), 'page.json');
  ends.push(() => fs.rmSync(path.dirname(file), { recursive: true }));
  fs.writeFileSync(file, page);
  const bare = async (kind) => {
    const child = fork(here('read-bare.mjs'), [kind, file, 'application/json; charset=utf-8']);
    ends.push(() => child.kill());
    const { port } = await new Promise((resolve) => child.once('message', resolve));
    pin(child.pid, 0);
    return { port, pid: child.pid };
  };
  const http = await bare('http');
  const bareKoa = await bare('koa');
  const load = fork(here('read-load.mjs'));
  ends.push(() => load.kill());
  pin(load.pid, 1);

  const at = `/api/articles/page/${slug}`;
  const nested = `/api/articles?filters[slug][$eq]=${slug}&populate[sections][populate]=bullets&populate[relatedNews]=true`;
  const br = { 'accept-encoding': 'gzip, br' };
  const tagOf = async ({ port }) =>
    (await fetch(`http://127.0.0.1:${port}${at}`)).headers.get('etag');
  const same = async (server) => ({ 'if-none-match': await tagOf(server) });
  const ask =
    (server, where = at, headers = {}, status = '200', seconds = SECONDS) =>
    () =>
      rate(load, server, { path: where, headers, status, seconds });

  const rows = [];
  const ratios = {};
  const add = (cases, name) =>
    measure(cases, {
      rounds,
      warmUps: WARM_UPS,
      onRound: (round) => say(`${name}, round ${round}`),
    }).then((more) => rows.push(...more.map((row) => ({ ...row, case: `${row.case}${name}` }))));

  await add(
    {
      'page memory': ask(memory),
      'light reader': ask(reader),
      'bare Koa': ask(bareKoa),
      'bare http': ask(http),
      'own Koa route': ask(koa),
      'nested populate': ask(koa, nested),
    },
    '',
  );
  await add(
    {
      'page memory': ask(memory, at, await same(memory), '304'),
      'bare Koa': ask(bareKoa, at, await same(bareKoa), '304'),
      'bare http': ask(http, at, await same(http), '304'),
    },
    ', 304',
  );
  await add(
    {
      'page memory': ask(memory, at, br),
      'bare Koa': ask(bareKoa, at, br),
      'bare http': ask(http, at, br),
    },
    ', br',
  );
  const of = (over, under, name = '') => ratio(rows, RATE, `${over}${name}`, `${under}${name}`);
  Object.assign(ratios, {
    vsKoa: of('page memory', 'bare Koa'),
    vsHttp: of('page memory', 'bare http'),
    vsPopulate: of('page memory', 'nested populate'),
    vsOwnRoute: of('page memory', 'own Koa route'),
    readerVsKoa: of('light reader', 'bare Koa'),
    readerVsHttp: of('light reader', 'bare http'),
    notModifiedVsKoa: of('page memory', 'bare Koa', ', 304'),
    notModifiedVsHttp: of('page memory', 'bare http', ', 304'),
    brVsKoa: of('page memory', 'bare Koa', ', br'),
    brVsHttp: of('page memory', 'bare http', ', br'),
  });

  const db = require('knex')({ client: 'pg', connection: databaseUrl });
  ends.push(() => db.destroy());
  const beside = (size) => {
    const name = `, ${size.toLocaleString('en')} pages`;
    return of('page memory', 'bare http', name);
  };
  for (const [i, size] of sizes.entries()) {
    await fillPages(db, { from: sizes[i - 1] ?? 0, to: size, of: sizes.at(-1), say });
    const name = `, ${size.toLocaleString('en')} pages`;
    await add({ 'page memory': ask(memory), 'bare http': ask(http) }, name);
    // Minutes lie between two sizes, and the machine may have changed its pace meanwhile.
    ratios[`flat${size}`] = beside(size) / beside(sizes[0]);
  }

  const writer = fork(here('read-writer.mjs'), [String(PUBLISHES)], {
    env: { ...process.env, DATABASE_URL: databaseUrl },
  });
  ends.push(() => writer.exitCode === null && writer.kill());
  await new Promise((resolve, reject) => {
    writer.once('message', resolve);
    writer.once('exit', () => reject(new Error('The publisher ended.')));
  });
  pin(writer.pid, 1);
  const forLonger = ask(memory, at, {}, '200', LONGER);
  await add(
    {
      'page memory, while others publish': async () => {
        writer.send('go');
        const seen = await forLonger();
        writer.send('rest');
        return seen;
      },
      'page memory, quiet': async () => {
        await sleep(1_000 * CALM_AFTER);
        return forLonger();
      },
    },
    '',
  );
  ratios.whilePublishing = of('page memory, while others publish', 'page memory, quiet');
  const over = new Promise((resolve) => writer.once('message', resolve));
  const ended = new Promise((resolve) => writer.once('exit', resolve));
  writer.send('enough');
  const { rate: published } = await over;
  await ended;
  rows.push({
    case: 'publisher',
    metric: 'publishes a second',
    ...Object.fromEntries(['median', 'min', 'max'].map((key) => [key, published])),
    rounds: 1,
  });
  return { rows, ratios };
};

/** Answers per second of processor time, and how many came in a second of the clock. */
const rate = async (load, { port, pid }, { path: where, headers, status, seconds: counted }) => {
  const askFor = async (seconds) => {
    const answer = new Promise((resolve) => load.once('message', resolve));
    load.send({ port, path: where, headers, seconds, connections: CONNECTIONS });
    const said = await answer;
    if (said.error)
      throw new Error(`Process ${pid}, ${where} ${JSON.stringify(headers)}: ${said.error}`);
    if (said.closed > 0) say(`process ${pid} closed ${said.closed} connections`);
    if (said.status !== status)
      throw new Error(`${where} answered ${said.status} and not ${status}.`);
    return said;
  };
  await askFor(AWAKE_AFTER);
  const before = cpuOf(pid);
  const said = await askFor(counted);
  const cpu = before === null ? said.seconds : cpuOf(pid) - before;
  return { [RATE]: said.answers / cpu, 'answers a second': said.answers / said.seconds };
};

/** Processor time that a process has used in all its threads, s; null where the system does not tell. */
const cpuOf = (pid) => {
  try {
    // To the nanosecond, where `stat` has hundredths of a second.
    return fs
      .readdirSync(`/proc/${pid}/task`)
      .map((thread) => fs.readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8'))
      .reduce((sum, line) => sum + Number(line.split(' ')[0]) / 1e9, 0);
  } catch {
    return null;
  }
};

/** One core for the servers, another for whoever asks; without `taskset` the system decides. */
const pin = (pid, core) => {
  if (os.cpus().length > 1) spawnSync('taskset', ['-acp', String(core), String(pid)]);
};

/** An article of 36 documents, over the admin's API as an editor would write it. */
const publishOne = async (address) => {
  await registerFirstLogin(address, LOGIN);
  const call = async (method, where, body, token) => {
    const answer = await fetch(`${address}${where}`, {
      method,
      headers: {
        'Content-Type': 'application/json',
        ...(token && { Authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${where}: ${answer.status} ${text}`);
    return JSON.parse(text);
  };
  const { data } = await call('POST', '/admin/login', LOGIN);
  const article = '/content-manager/collection-types/api::article.article';
  const made = await call(
    'POST',
    article,
    {
      title: 'One of thirty-six',
      lead: words('lead', 0),
      outline: Array.from({ length: SECTIONS }, (_, s) => ({
        heading: `Section ${s}`,
        lead: words('section', s),
        bullets: Array.from({ length: BULLETS }, (_b, b) => ({
          text: words('bullet', s * BULLETS + b),
        })),
      })),
    },
    data.token,
  );
  const { documentId, slug } = made.data;
  await call('POST', `${article}/${documentId}/actions/publish`, {}, data.token);
  const page = await (await fetch(`${address}/api/articles/page/${slug}`)).text();
  return { slug, page };
};
