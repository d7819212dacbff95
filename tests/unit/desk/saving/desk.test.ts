/** What the Desk asks of saving beyond the texts: empty parts, what the server makes, who else is there. */
import { createId } from '@paralleldrive/cuid2';
import { outcomeOf } from '../../../../src/plugins/desk/admin/src/saving/outcome-of';
import { withoutEmpties, withText } from '../../../../src/plugins/desk/admin/src/saving/parts';
import type { DeskText } from '../../../../src/plugins/desk/server/src/contracts';
import { desk } from './server';
import { page } from './texts';

const BASE = page('a: a1 a2', 'b: b1');
const tell = (key: string, value: string) => (text: DeskText) => withText(text, key, value);
const withBullet = (text: DeskText, words: string): DeskText => {
  const copy = structuredClone(text);
  copy.sections[0]!.bullets.push({ id: createId(), text: words });
  return copy;
};

test('a bullet without a word is not stored, stays on the screen, and is no reason to save', async () => {
  const { type, clock, server, shown, autosave } = desk(BASE);
  type((text) => withBullet(text, ' '));
  await clock.pass(5_000);
  expect(server.requests).toBe(0);
  expect(autosave.state()).toMatchObject({ kind: 'saved', dirty: false });
  type(tell('title', 'More'));
  await clock.pass(5_000);
  expect(server.text.sections[0]!.bullets).toHaveLength(2);
  expect(shown.text.sections[0]!.bullets).toHaveLength(3);
  expect(autosave.state()).toMatchObject({ kind: 'saved', dirty: false });
  await clock.pass(60_000);
  expect(server.requests).toBe(1);
});

test('sections that hold nothing go, all others stay the very same', () => {
  const text: DeskText = {
    ...BASE,
    sections: [...BASE.sections, { id: 'c', heading: ' ', lead: '', bullets: [] }],
  };
  expect(withoutEmpties(text).sections).toEqual(BASE.sections);
  expect(withoutEmpties(BASE)).toBe(BASE);
});

test('a slug that follows the title comes in, and is not sent back as a wish', async () => {
  const { type, clock, server, shown } = desk(BASE);
  const put = server.put.bind(server);
  server.put = (text) => {
    put({ ...text, details: { ...text.details, slug: text.title.toLowerCase() } });
  };
  type(tell('title', 'First'));
  await clock.pass(5_000);
  expect(shown.text.details.slug).toBe('first');
  type(tell('title', 'Second'));
  await clock.pass(5_000);
  expect(shown.text.details.slug).toBe('second');
  expect(server.requests).toBe(2);
});

test('a newer version that was read comes in without a save of ours', async () => {
  const { type, clock, server, shown, autosave, other } = desk(BASE);
  other(tell('lead', 'Theirs'));
  autosave.newer(server.article());
  expect(shown.text.lead).toBe('Theirs');
  await clock.pass(60_000);
  expect(server.requests).toBe(0);
  other(tell('title', 'Their title'));
  type(tell('bullet:a1', 'mine'));
  autosave.newer(server.article());
  await clock.pass(5_000);
  expect(server.text.title).toBe('Their title');
  expect(server.text.sections[0]!.bullets[0]!.text).toBe('mine');
  expect(autosave.version()).toBe(server.version);
});

describe('an answer to a save that holds what somebody else saved right after it', () => {
  const answeredLate = (meanwhile: (text: DeskText) => DeskText) => {
    const own = desk(BASE);
    const { server, other } = own;
    const judge = server.judge.bind(server);
    server.judge = (request) => {
      server.judge = judge;
      judge(request);
      other(meanwhile);
      return { kind: 'saved', article: server.article() };
    };
    return own;
  };

  test('brings their words in, and the next save keeps them', async () => {
    const { type, clock, server, shown, autosave } = answeredLate(tell('lead', 'Theirs'));
    server.delay = 500;
    type(tell('title', 'Mine'));
    await clock.pass(1_200);
    type(tell('bullet:a1', 'typed meanwhile'));
    await clock.pass(10_000);
    expect(shown.text).toMatchObject({ title: 'Mine', lead: 'Theirs' });
    expect(server.text).toEqual(shown.text);
    expect(server.text.sections[0]!.bullets[0]!.text).toBe('typed meanwhile');
    expect(autosave.state()).toMatchObject({ kind: 'saved', dirty: false, conflicts: [] });
  });

  test('is a choice where both told the same text', async () => {
    const { type, clock, server, shown, autosave } = answeredLate(tell('lead', 'Theirs'));
    server.delay = 500;
    type(tell('lead', 'Mine'));
    await clock.pass(1_200);
    type(tell('lead', 'Mine, and more'));
    await clock.pass(10_000);
    expect(autosave.state().conflicts).toMatchObject([
      { key: 'lead', base: 'Mine', mine: 'Mine, and more', theirs: 'Theirs' },
    ]);
    expect([shown.text.lead, server.text.lead]).toEqual(['Mine, and more', 'Theirs']);
  });
});

describe('a publish, which dates the story and leaves its version', () => {
  const dated = (server: ReturnType<typeof desk>['server']): void => {
    server.text.details.firstPublishedAt = '2026-05-01T08:00:00.000Z';
  };

  test('comes in, and the next save does not take the date back', async () => {
    const { type, clock, server, shown, autosave } = desk(BASE);
    dated(server);
    autosave.newer(server.article());
    expect(shown.text.details.firstPublishedAt).toBe('2026-05-01T08:00:00.000Z');
    expect(autosave.state()).toMatchObject({ kind: 'saved', dirty: false });
    type(tell('lead', 'Typed after the publish'));
    await clock.pass(5_000);
    expect(server.text).toMatchObject({
      lead: 'Typed after the publish',
      details: { firstPublishedAt: '2026-05-01T08:00:00.000Z' },
    });
  });

  test('comes in after a save that was under way, whose own answer is newer', async () => {
    const { type, clock, server, shown, autosave } = desk(BASE);
    server.delay = 2_000;
    type(tell('lead', 'Typed meanwhile'));
    await clock.pass(1_100);
    const published = server.article();
    published.text.details.firstPublishedAt = '2026-05-01T08:00:00.000Z';
    autosave.newer(published);
    await clock.pass(10_000);
    expect(server.text.lead).toBe('Typed meanwhile');
    // It is the older one by then.
    expect(shown.text.details.firstPublishedAt).toBe('');
    dated(server);
    autosave.newer(server.article());
    expect(shown.text.details.firstPublishedAt).toBe('2026-05-01T08:00:00.000Z');
    expect(shown.text.lead).toBe('Typed meanwhile');
  });

  test('ends a refusal of what it made good', async () => {
    const { type, clock, server, shown, autosave } = desk(BASE);
    const judge = server.judge.bind(server);
    server.judge = (request) =>
      request.text.details.firstPublishedAt === server.text.details.firstPublishedAt
        ? judge(request)
        : {
            kind: 'invalid',
            errors: [{ path: ['details', 'firstPublishedAt'], message: 'cannot change' }],
          };
    dated(server);
    type(tell('lead', 'Typed at the very moment'));
    await clock.pass(5_000);
    expect(autosave.state()).toMatchObject({ kind: 'refused', dirty: true });
    autosave.newer(server.article());
    await clock.pass(5_000);
    expect(autosave.state()).toMatchObject({ kind: 'saved', dirty: false, invalid: [] });
    expect(server.text.lead).toBe('Typed at the very moment');
    expect(shown.text.details.firstPublishedAt).toBe('2026-05-01T08:00:00.000Z');
  });
});

test.each([
  [undefined, 'offline'],
  [new TypeError('Failed to fetch'), 'offline'],
  [{ status: 401, message: 'x' }, 'expired'],
  [{ status: 403, message: 'x' }, 'forbidden'],
  [{ status: 404, message: 'x' }, 'forbidden'],
  [{ status: 413, message: 'x' }, 'refused'],
  [{ status: 400, message: 'x' }, 'refused'],
  [{ status: 409, message: 'x' }, 'refused'],
  [{ status: 429, message: 'x' }, 'busy'],
  [{ status: 502, message: 'x' }, 'busy'],
  [
    {
      status: 409,
      response: { data: { error: { details: { code: 'STALE', current: { version: 2 } } } } },
    },
    'stale',
  ],
  [
    { status: 400, response: { data: { error: { details: { errors: [{ path: ['title'] }] } } } } },
    'invalid',
  ],
])('an answer like %j is told as %s', (error, kind) => {
  expect(outcomeOf(error).kind).toBe(kind);
});
