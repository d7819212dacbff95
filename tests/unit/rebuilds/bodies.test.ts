import fc from 'fast-check';
import { Webhook as StandardWebhook } from 'standardwebhooks';
import { Webhook as SvixWebhook } from 'svix';
import {
  compose,
  composeTest,
  MOST_BYTES,
} from '../../../src/plugins/rebuilds/server/src/call/compose';
import {
  newSecret,
  rotated,
  secretSchema,
  signingSecrets,
} from '../../../src/plugins/rebuilds/server/src/call/secrets';
import { webhookHeaders } from '../../../src/plugins/rebuilds/server/src/call/signing';
import type { Act, Change } from '../../../src/plugins/rebuilds/server/src/change';
import { decodeCursor, encodeCursor } from '../../../src/plugins/rebuilds/server/src/cursor';
import { kindOf, KIND_NAMES } from '../../../src/plugins/rebuilds/server/src/kinds';

const AT = new Date('2026-11-25T12:00:00.000Z');
const change = (i: number, over: Partial<Change> = {}): Change => ({
  kind: 'article.published',
  documentId: `d${i}`,
  slug: `s${i}`,
  paths: [`/s${i}`],
  tags: [`article-d${i}`],
  versionBefore: null,
  versionAfter: 1,
  at: AT.toISOString(),
  ...over,
});
const context = {
  url: new URL('https://site.example/hook'),
  models: { 'recent-news': { model: 'article', uid: 'api::article.article' } },
};
const waiting = (acts: Act[], wanted: string[] = []) => ({
  acts,
  wanted,
  count: acts
    .flatMap(({ changes }) => changes)
    .filter(({ kind }) => wanted.length === 0 || wanted.includes(kind)).length,
  newest: AT,
});
const act = (number: number, ...changes: Change[]): Act => ({ number, changes });

test('standard: type, timestamp, data', () => {
  const { body, headers } = compose(
    kindOf('standard'),
    context,
    'msg_1',
    waiting([act(1, change(1))]),
  );
  expect(JSON.parse(body)).toEqual({
    type: 'content.changed',
    timestamp: AT.toISOString(),
    data: { count: 1, changes: [change(1)], since: null },
  });
  expect(headers).toMatchObject({ 'Content-Type': 'application/json' });
});

test('a target gets what it wants, in order', () => {
  const acts = [
    act(1, change(1), change(2, { kind: 'recent-news.changed' })),
    act(2, change(3, { kind: 'article.deleted' })),
  ];
  const { body, count } = compose(
    kindOf('standard'),
    context,
    'msg_1',
    waiting(acts, ['article.deleted', 'article.published']),
  );
  expect(count).toBe(2);
  expect(JSON.parse(body).data.changes.map(({ kind }: Change) => kind)).toEqual([
    'article.published',
    'article.deleted',
  ]);
});

test('strapi: event, model, uid and entry as its webhooks have them', () => {
  const of = (kind: string) => {
    const { body, headers } = compose(
      kindOf('strapi'),
      context,
      'msg_1',
      waiting([act(1, change(1, { kind }))]),
    );
    const { event, model, uid, entry } = JSON.parse(body);
    expect(headers!['X-Strapi-Event']).toBe(event);
    return { event, model, uid, entry };
  };
  const entry = { documentId: 'd1', slug: 's1' };
  const article = { model: 'article', uid: 'api::article.article', entry };
  expect(of('article.published')).toEqual({ event: 'entry.publish', ...article });
  expect(of('article.unpublished')).toEqual({ event: 'entry.unpublish', ...article });
  expect(of('article.deleted')).toEqual({ event: 'entry.delete', ...article });
  expect(of('recent-news.changed')).toEqual({ event: 'entry.update', ...article });
  expect(composeTest(kindOf('strapi'), context, 'msg_1', AT).headers).toMatchObject({
    'X-Strapi-Event': 'trigger-test',
  });
});

test('deploy hooks get no body, and Netlify a title', () => {
  const at = (url: string) =>
    compose(
      kindOf('deploy-hook'),
      { ...context, url: new URL(url) },
      'msg_1',
      waiting([act(1, change(1), change(2))]),
    );
  expect(at('https://api.vercel.com/v1/integrations/deploy/x')).toEqual({
    body: '',
    count: 2,
    listed: 2,
  });
  expect(at('https://api.netlify.com/build_hooks/x')).toMatchObject({
    body: '',
    query: { trigger_title: 'article.published s1 and 1 more' },
  });
});

test('next-revalidate: every tag and path once', () => {
  const acts = [act(1, change(1), change(1, { paths: ['/s1', '/old'], kind: 'article.moved' }))];
  const { body } = compose(kindOf('next-revalidate'), context, 'msg_1', waiting(acts));
  expect(JSON.parse(body)).toMatchObject({
    tags: ['article-d1'],
    paths: ['/s1', '/old'],
    count: 2,
    since: null,
  });
});

test('a body never has more than 20,000 bytes, and what it lists and what the cursor leads to is all there is', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 40 });
  const changes = fc.record({
    slug: text,
    tags: fc.array(text, { maxLength: 4 }),
    size: fc.nat(300),
  });
  const acts = fc.array(fc.array(changes, { minLength: 1, maxLength: 30 }), {
    minLength: 1,
    maxLength: 12,
  });
  fc.assert(
    fc.property(acts, fc.constantFrom(...KIND_NAMES), (drawn, kind) => {
      let i = 0;
      const made = drawn.map((list, number) =>
        act(
          number + 1,
          ...list.map(({ slug, tags, size }) =>
            change((i += 1), { slug, tags, paths: ['/'.padEnd(size, 'ü')] }),
          ),
        ),
      );
      const all = made.flatMap((each) => each.changes);
      const { body, listed, count } = compose(kindOf(kind), context, 'msg_1', waiting(made));
      expect(Buffer.byteLength(body)).toBeLessThanOrEqual(MOST_BYTES);
      expect(count).toBe(all.length);
      if (kind === 'deploy-hook') return;
      const parsed = JSON.parse(body);
      const since = (kind === 'standard' ? parsed.data : parsed).since as string | null;
      expect(since === null).toBe(listed === count);
      if (since === null) return;
      const { number, index } = decodeCursor(since)!;
      const rest = made.flatMap((each) =>
        each.number <= number ? [] : each.changes.slice(each.number === number + 1 ? index : 0),
      );
      expect([...all.slice(0, listed), ...rest]).toEqual(all);
      // One more would not have fitted.
      expect(listed).toBeLessThan(count);
    }),
    { numRuns: 60 },
  );
});

test('cursors come back as they were, and nothing else is one', () => {
  fc.assert(
    fc.property(fc.nat(1e9), fc.nat(1e5), (number, index) => {
      expect(decodeCursor(encodeCursor({ number, index }))).toEqual({ number, index });
    }),
  );
  fc.assert(fc.property(fc.string(), (text) => expect(decodeCursor(text)).toBeUndefined()));
  for (const text of [
    'r1.1.1',
    Buffer.from('r1.1').toString('base64url'),
    `${encodeCursor({ number: 1, index: 0 })}=`,
  ]) {
    expect(decodeCursor(text)).toBeUndefined();
  }
});

test('svix and standardwebhooks accept every secret that signs, and no other', () => {
  const body = '{"a":"ü – 新"}';
  const now = new Date();
  const [old, current, stranger] = [newSecret(), newSecret(), newSecret()];
  const secrets = rotated([{ value: old, endsAt: null }], current, {
    now,
    endsAt: new Date(now.getTime() + 1000),
  });
  const headers = webhookHeaders('msg_1', now, body, signingSecrets(secrets, now));
  expect(headers['webhook-signature']!.split(' ')).toHaveLength(2);
  for (const Webhook of [SvixWebhook, StandardWebhook]) {
    for (const secret of [old, current])
      expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(body));
    expect(() => new Webhook(stranger).verify(body, headers)).toThrow();
    expect(() => new Webhook(current).verify(`${body} `, headers)).toThrow();
    expect(() =>
      new Webhook(current).verify(body, { ...headers, 'webhook-id': 'msg_2' }),
    ).toThrow();
  }
  expect(signingSecrets(secrets, new Date(now.getTime() + 1000))).toEqual([current]);
  // A third one ends the first at once: two sign at most.
  const third = rotated(secrets, stranger, { now, endsAt: new Date(now.getTime() + 5000) });
  expect(third.map(({ value }) => value)).toEqual([stranger, current]);
});

test('secrets are whsec_ with 24 to 64 bytes', () => {
  const of = (bytes: number) => `whsec_${Buffer.alloc(bytes, 7).toString('base64')}`;
  for (const good of [newSecret(), of(24), of(64)])
    expect(secretSchema.safeParse(good).success).toBe(true);
  for (const bad of ['', 'whsec_', of(23), of(65), newSecret().slice(6), `${newSecret()}!`]) {
    expect(secretSchema.safeParse(bad).success).toBe(false);
  }
});
