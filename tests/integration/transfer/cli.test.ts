/** `newsroom import`, `export` and `check`, called as the command is, on two databases. */
import type { Core } from '@strapi/strapi';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import type { run as runCommand } from '../../../src/cli';
import { makeDatabase, startNewsroom, type Newsroom } from '../harness';

const root = path.resolve(__dirname, '../../..');
jest.setTimeout(120_000);

let newsroom: Newsroom;
let folder: string;

beforeAll(async () => {
  newsroom = await startNewsroom();
  folder = await mkdtemp(path.join(tmpdir(), 'newsroom-transfer-'));
}, 120_000);

afterAll(async () => {
  await newsroom?.stop();
  if (folder) await rm(folder, { recursive: true });
});

interface Ran {
  status: number;
  out: string;
  err: string;
}

const runOn = async (strapi: Core.Strapi, argv: string[], input?: Buffer): Promise<Ran> => {
  // From dist, as the newsroom itself.
  const { run } = jest.requireActual(path.join(root, 'dist/src/cli/index.js')) as {
    run: typeof runCommand;
  };
  const ran = { status: 0, out: '', err: '' };
  const write = (stream: 'out' | 'err') => (text: unknown) => {
    ran[stream] += String(text);
    return true;
  };
  const spies = [
    jest.spyOn(process.stdout, 'write').mockImplementation(write('out')),
    jest.spyOn(process.stderr, 'write').mockImplementation(write('err')),
  ];
  const stdin = Object.getOwnPropertyDescriptor(process, 'stdin')!;
  // In pieces, as a pipe gives it.
  const pieces = input?.toString('latin1').match(/[\s\S]{1,50}/g) ?? [];
  const pipe = Readable.from(pieces.map((piece) => Buffer.from(piece, 'latin1')));
  Object.defineProperty(process, 'stdin', { configurable: true, value: pipe });
  try {
    ran.status = await run(argv, {
      withDatabase: (work) => work(),
      boot: async () => strapi,
      close: async () => {},
      cwd: folder,
    });
    return ran;
  } finally {
    Object.defineProperty(process, 'stdin', stdin);
    for (const spy of spies) spy.mockRestore();
  }
};
const run = (...argv: string[]): Promise<Ran> => runOn(newsroom.strapi, argv);
const pipe = (input: string | Buffer, ...argv: string[]): Promise<Ran> =>
  runOn(newsroom.strapi, argv, Buffer.from(input));
const write = (name: string, content: string | Buffer): Promise<void> =>
  writeFile(path.join(folder, name), content);
const page = async (slug: string) =>
  (await newsroom.api('GET', `/articles/page/${slug}`, undefined, null)).body.data;
const did = (counts: string) => expect.stringMatching(new RegExp(`^${counts}`, 'm'));

const story = (title: string, lead = 'What happened.', front = ''): string =>
  `${title}\n${front}\n${lead}\n\nWhy now: It was time.\n\n• One\n• Two\n\nRecent News\n\nAnother story\nIts teaser, in a sentence.\n`;

describe('import', () => {
  test('dry: one line a page; a bad file fails alone', async () => {
    await write(
      'dry.txt',
      story('Dry run', 'A lead with “quotes”.', 'By Ada Quill\n12 March 2026\n'),
    );
    await write('latin.txt', Buffer.from('Caf\xe9 opens\n\nIt is open.', 'latin1'));
    const { status, out, err } = await run('import', 'dry.txt', 'latin.txt', '--dry-run', '--json');
    expect(status).toBe(1);
    expect(JSON.parse(out)).toEqual({
      file: 'dry.txt',
      article: {
        title: 'Dry run',
        byline: 'Ada Quill',
        firstPublishedAt: '2026-03-12T00:00:00.000Z',
        lead: 'A lead with “quotes”.',
        sourceTitle: null,
        sourceUrl: null,
        outline: [
          {
            heading: 'Why now',
            lead: 'It was time.',
            bullets: [{ text: 'One' }, { text: 'Two' }],
          },
        ],
        relatedNews: [
          { headline: 'Another story', teaser: 'Its teaser, in a sentence.', url: null },
        ],
      },
      newsletter: null,
      chrome: ['By', 'Recent News'],
      unplaced: [],
    });
    expect(err).toBe(
      'latin.txt: is not UTF-8: byte 3 (0xE9, in line 1) makes no character; save it as UTF-8\n',
    );
    expect((await run('import', 'dry.txt', '--dry-run')).out).toBe(
      'dry.txt: "Dry run": 1 section, 2 bullets, 1 related\n',
    );
  });

  test('a live page without a date is updated; the same page again changes nothing', async () => {
    await write('live.txt', story('Live page'));
    const first = await run('import', 'live.txt', 'none.txt', '--publish');
    expect(first).toMatchObject({
      status: 1,
      err: did('1 created, 0 updated, 0 unchanged, 1 failed'),
    });
    const { firstPublishedAt } = await page('live-page');
    await write('live.txt', story('Live page', 'What happened next.'));
    expect(await run('import', 'live.txt', '--publish')).toMatchObject({
      status: 0,
      err: '0 created, 1 updated, 0 unchanged, 0 failed\n',
    });
    expect(await page('live-page')).toMatchObject({
      lead: 'What happened next.',
      firstPublishedAt,
    });
    expect((await run('import', 'live.txt', '--publish')).err).toMatch(
      /^0 created, 0 updated, 1 un/,
    );
    // What only the draft got goes live when it is asked for.
    await write('live.txt', story('Live page', 'And then.'));
    expect((await run('import', 'live.txt')).err).toMatch(/^0 created, 1 updated/);
    expect((await page('live-page')).lead).toBe('What happened next.');
    expect((await run('import', 'live.txt', '--publish')).err).toMatch(/^0 created, 1 updated/);
    expect((await page('live-page')).lead).toBe('And then.');
  });

  test('so is our own JSON, also where it names what comes later', async () => {
    const lines = (lead: string) =>
      [
        { title: 'Early', lead, relatedNews: [{ target: 'later' }] },
        { title: 'Later', lead: 'A lead with \u2028 in it.' },
      ]
        .map((each) => `${JSON.stringify(each)}\n`)
        .join('');
    expect((await pipe(lines('One.'), 'import', '-', '--publish')).err).toMatch(/^2 created/);
    expect(await pipe(lines('Two.'), 'import', '-', '--publish')).toMatchObject({
      status: 0,
      err: '0 created, 1 updated, 1 unchanged, 0 failed\n',
    });
    expect(await page('early')).toMatchObject({ lead: 'Two.', relatedNews: [{ slug: 'later' }] });
  });

  test('what no other door publishes the bulk import does not either', async () => {
    const bare = { outline: [{ heading: '', bullets: [{ text: '' }] }], status: 'published' };
    const input = [
      { title: '', slug: 'no-headline', ...bare },
      { title: 'No heading', ...bare },
      { title: 'Whole', status: 'published' },
      { title: 'Bare draft', ...bare, status: 'draft' },
    ];
    const lines = input.map((each) => JSON.stringify(each)).join('\n');
    const { status, err } = await pipe(lines, 'import', '-');
    expect(status).toBe(1);
    expect(err).toContain('-:1: title: is missing; a page needs a headline before it goes live');
    expect(err).toContain('-:2: outline[0].heading: is missing');
    expect(err).toContain('2 created, 0 updated, 0 unchanged, 2 failed');
    expect((await page('whole')).title).toBe('Whole');
    const kept = await newsroom.sql<{ slug: string }>(
      `SELECT slug FROM articles WHERE slug IN ('no-headline', 'no-heading', 'bare-draft')`,
    );
    expect(kept).toEqual([{ slug: 'bare-draft' }]);
  });

  test('a corrected date is taken by a draft, and told of a published story', async () => {
    const dated = (day: number) => story('Dated', 'What happened.', `${day} March 2026\n`);
    const stored = async () =>
      (
        await newsroom.sql<{ at: string }>(
          `SELECT to_char(first_published_at, 'DD') AS at FROM articles WHERE slug = 'dated' AND published_at IS NULL`,
        )
      )[0]!.at;
    await pipe(dated(12), 'import', '-');
    expect((await pipe(dated(13), 'import', '-')).err).toMatch(/^0 created, 1 updated/);
    expect(await stored()).toBe('13');
    // Rows of earlier versions remember no date, and are not taken for edited ones.
    await newsroom.sql(
      `UPDATE articles SET import_hash = split_part(import_hash, '@', 1) WHERE slug = 'dated'`,
    );
    expect((await pipe(dated(13), 'import', '-')).err).toMatch(
      /^0 created, 0 updated, 1 unchanged/,
    );
    expect((await pipe(dated(14), 'import', '-', '--publish')).err).toMatch(
      /^0 created, 1 updated/,
    );
    expect((await page('dated')).firstPublishedAt).toBe('2026-03-14T00:00:00.000Z');
    const next = dated(15).replace('What happened.', 'What happened next.');
    for (const outcome of ['0 created, 1 updated', '0 created, 0 updated, 1 unchanged']) {
      const { status, err } = await pipe(next, 'import', '-', '--publish');
      expect([status, err]).toEqual([0, did(outcome)]);
      expect(err).toContain(
        '-: firstPublishedAt: the input says 2026-03-15T00:00:00.000Z, but the story was first published with 2026-03-14T00:00:00.000Z',
      );
    }
    expect(await page('dated')).toMatchObject({
      lead: 'What happened next.',
      firstPublishedAt: '2026-03-14T00:00:00.000Z',
    });
  });

  test('from standard input: a page, a list with a broken item', async () => {
    expect((await pipe(story('Piped page'), 'import', '-')).err).toMatch(/^1 created/);
    const list = '[{"title": "Piped one"},\n {"title" "Broken"},\n {"title": "Piped two"}]';
    const { status, out, err } = await pipe(list, 'import', '-', '--json');
    expect(status).toBe(1);
    expect(
      out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).outcome),
    ).toEqual(['failed', 'created', 'created']);
    expect(err).toContain('-[1]: is no JSON (line 2, column 11): expected a : behind the name');
  });
});

describe('export', () => {
  test('into the same database changes nothing, also where the draft differs from what is live', async () => {
    await newsroom.sql(`UPDATE articles SET import_hash = NULL WHERE slug = 'live-page'`);
    const { documentId } = (await newsroom.strapi
      .documents('api::article.article')
      .findFirst({ filters: { slug: 'live-page' } }))!;
    await newsroom.strapi
      .documents('api::article.article')
      .update({ documentId, data: { lead: 'Not yet told.' } as never });
    expect((await run('export', '--out', 'first.jsonl')).err).toMatch(/^\d+ articles exported/);
    expect(await readFile(path.join(folder, 'first.jsonl'), 'utf8')).toContain('"modified"');
    const again = await run('import', 'first.jsonl');
    expect(again).toMatchObject({ status: 0, err: expect.stringMatching(/^0 created, 0 updated/) });
    expect((await page('live-page')).lead).toBe('And then.');
  });

  test('into a fresh database and out again: byte for byte', async () => {
    const fresh = await makeDatabase();
    try {
      const commands = [['import', 'first.jsonl'], ['export', '--out', 'second.jsonl'], ['check']];
      const { stdout } = await promisify(execFile)(
        process.execPath,
        [
          path.join(__dirname, 'other-newsroom.mjs'),
          ...commands.map((command) => JSON.stringify(command)),
        ],
        {
          cwd: folder,
          env: { ...process.env, DATABASE_URL: fresh.url, DATABASE_DIRECT_URL: fresh.url },
        },
      );
      expect(stdout).toBe('');
      const [first, second] = await Promise.all(
        ['first.jsonl', 'second.jsonl'].map((name) => readFile(path.join(folder, name), 'utf8')),
      );
      expect(second).toBe(first);
    } finally {
      await fresh.drop();
    }
  });
});

test('check finds, and mends, what was broken by hand', async () => {
  const clean = { status: 0, out: '', err: '' };
  expect(await run('check')).toEqual(clean);
  await newsroom.sql(`
    DELETE FROM bullets_section_lnk WHERE bullet_id = (SELECT min(id) FROM bullets WHERE text = 'One' AND published_at IS NULL);
    UPDATE sections_article_lnk SET article_id = (SELECT id FROM articles WHERE slug = 'dated' AND published_at IS NULL)
     WHERE article_id = (SELECT id FROM articles WHERE slug = 'dated' AND published_at IS NOT NULL);
    UPDATE article_pages SET data = replace(data::text, 'Two.', 'Three.')::json WHERE slug = 'early';
    UPDATE bullets SET position = 7 WHERE id = (SELECT max(id) FROM bullets);
  `);
  const found = await run('check');
  expect(found.status).toBe(1);
  for (const words of [
    'bullets: each row has a parent (orphan)\n  bullets row',
    '    says: One\n',
    'sections: a draft hangs on a draft, a published row on a published row\n  sections row',
    ', in the draft of the article "dated" (',
    'bullets: positions count from 1, as the links do\n  below the section "Why now" (',
    ' of the draft of the article "',
    'pages: what readers get is what is published\n  /early (',
  ])
    expect(found.out).toContain(words);
  const mended = await run('check', '--repair');
  expect(mended).toMatchObject({ status: 0, err: expect.stringMatching(/^\d+ found, 0 left\n$/) });
  expect(mended.out).toContain('    deleted: One\n');
  expect(mended.out).toContain('    deleted: Why now\n    It was time.\n');
  expect(await run('check')).toEqual(clean);
  expect((await page('early')).lead).toBe('Two.');
});

test('says which version it is', async () => {
  const { version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
  expect(await run('--version')).toEqual({ status: 0, out: `${version}\n`, err: '' });
});
