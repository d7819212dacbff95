/** Searching what is published. */
import { audit, repair } from '../../../src/api/article/check/audit';
import { createSearch } from '../../../src/api/article/search/service';
import type { Newsroom } from '../harness';
import { startNewsroom } from '../harness';
import { size } from '../size';

let newsroom: Newsroom;
const articles = () => newsroom.strapi.documents('api::article.article');
const make = async (data: Record<string, unknown>): Promise<string> => {
  const { documentId } = await articles().create({ data: data as never });
  await articles().publish({ documentId });
  return documentId;
};
interface Answer {
  data: { title: string; highlight: { title: string; text: string } }[];
  meta: { corrected: boolean; pagination: { more: boolean } };
}
const search = async (q: string, more = ''): Promise<Answer> =>
  (await newsroom.api('GET', `/articles/search?q=${encodeURIComponent(q)}${more}`, undefined, null))
    .body as Answer;
const titles = async (q: string, more = ''): Promise<string[]> =>
  (await search(q, more)).data.map(({ title }) => title);

beforeAll(async () => {
  newsroom = await startNewsroom();
  await make({
    title: 'Drought empties the reservoir',
    lead: 'The town has counted what is left of its water, and the council will meet about it on Monday.',
    firstPublishedAt: '2026-11-20T00:00:00.000Z',
    outline: [
      { heading: 'Cafés', lead: null, bullets: [{ text: 'Tables stay <b>outside</b> & open' }] },
    ],
  });
  await make({
    title: 'A bridge opens',
    lead: 'It crosses the reservoir.',
    firstPublishedAt: '2026-11-21T00:00:00.000Z',
  });
  await make({
    title: 'Die Brücke über den Fluss wird teurer',
    lead: 'Der Rat der Stadt hat über die Kosten der neuen Brücken gesprochen, und die Bürger werden sie nicht mögen, weil sie höher sind als gedacht.',
    firstPublishedAt: '2026-11-19T00:00:00.000Z',
  });
}, 120_000);
afterAll(() => newsroom.stop());

test('headlines weigh more than leads, also when the other story is newer', async () => {
  expect(await titles('reservoir')).toEqual(['Drought empties the reservoir', 'A bridge opens']);
});

test('words are found by their stem, in the language of the story', async () => {
  expect(await titles('towns counting')).toEqual(['Drought empties the reservoir']);
  expect(await titles('Brücken')).toEqual(['Die Brücke über den Fluss wird teurer']);
  expect(await titles('brucke kosten')).toEqual(['Die Brücke über den Fluss wird teurer']);
});

test('as one types: the last word may be unfinished', async () => {
  for (const q of ['res', 'reserv', 'reservoi', 'empties the reservo'])
    expect(await titles(q)).toContain('Drought empties the reservoir');
  // Begun only: what stands so far goes on being found.
  expect(await titles('bridge res')).toEqual(['A bridge opens']);
  expect(await titles('reservoir br')).toContain('Drought empties the reservoir');
  // In the middle an unfinished word is a misspelt one.
  const answer = await search('reservo bridge');
  expect([answer.meta.corrected, answer.data[0]?.title]).toEqual([true, 'A bridge opens']);
});

test('a typo in a headline still finds it, and the answer says so', async () => {
  for (const q of ['resevoir ', 'droght', 'drought resrvoir']) {
    const answer = await search(q);
    expect([q, answer.data[0]?.title, answer.meta.corrected]).toEqual([
      q,
      'Drought empties the reservoir',
      true,
    ]);
  }
  expect((await search('zzzzqqq')).data).toEqual([]);
});

test('hits are marked in what was written, and markup of people is text', async () => {
  const [hit] = (await search('cafe outside')).data;
  expect(hit!.highlight.title).toBe('Drought empties the reservoir');
  expect(hit!.highlight.text).toContain('<mark>Cafés</mark>');
  expect(hit!.highlight.text).toContain('&lt;b&gt;<mark>outside</mark>&lt;/b&gt; &amp; open');
});

test('what is taken back is not found any more, what is changed is found by its new words', async () => {
  const documentId = await make({ title: 'Comet seen over the harbour' });
  expect(await titles('comet')).toHaveLength(1);
  await articles().update({ documentId, data: { title: 'Meteor seen over the harbour' } });
  expect([await titles('meteor'), (await titles('comet')).length]).toEqual([[], 1]);
  await articles().publish({ documentId });
  expect([(await titles('meteor')).length, await titles('comet ')]).toEqual([1, []]);
  await articles().unpublish({ documentId });
  expect(await titles('harbour')).toEqual([]);
});

test('by topic, by pages, and clear errors', async () => {
  const topic = await newsroom.strapi
    .documents('api::topic.topic')
    .create({ data: { name: 'Rails' } });
  for (let i = 0; i < 7; i += 1)
    await make({ title: `Tram number ${i}`, topics: i % 2 ? [topic.documentId] : [] });
  expect(await titles('tram', '&topic=rails')).toHaveLength(3);
  // By the name of their topic too.
  expect((await titles('rails')).sort()).toEqual([
    'Tram number 1',
    'Tram number 3',
    'Tram number 5',
  ]);
  const first = await search('tram', '&pageSize=4');
  const second = await search('tram', '&pageSize=4&page=2');
  expect([first.meta.pagination.more, second.meta.pagination.more]).toEqual([true, false]);
  const all = [...first.data, ...second.data].map(({ title }) => title);
  expect(new Set(all).size).toBe(7);
  for (const [query, message] of [
    ['', 'q: is missing'],
    [`?q=${'x'.repeat(501)}`, 'q: must have at most 500'],
    ['?q=a&page=400', 'page: leads beyond'],
    ['?q=a&colour=red', 'unknown: colour'],
  ] as const) {
    const answer = await newsroom.api('GET', `/articles/search${query}`, undefined, null);
    expect([answer.status, answer.body.error.message]).toEqual([
      400,
      expect.stringContaining(message),
    ]);
  }
  for (const q of ["'; --", '<script>', '&|!():*', '%', '\\', '"', '👍', 'the', 'a:*b'])
    expect(
      (await newsroom.api('GET', `/articles/search?q=${encodeURIComponent(q)}`, undefined, null))
        .status,
    ).toBe(200);
});

test('check sees what the search does not know, or should not, and repair mends it', async () => {
  const documentId = await make({ title: 'Lighthouse keeper retires' });
  await newsroom.sql(
    `UPDATE article_search SET hash = 'of something else' WHERE document_id = $1`,
    [documentId],
  );
  await newsroom.sql(
    `INSERT INTO article_search SELECT 'nobody', hash, language, topics, first_published_at, title_words, words FROM article_search WHERE document_id = $1`,
    [documentId],
  );
  const rules = (found: { rule: string }[]) => found.map(({ rule }) => rule);
  const twice = Array(2).fill('search: what is found is what is published');
  expect(rules(await audit(newsroom.strapi))).toEqual(twice);
  expect(rules(await repair(newsroom.strapi))).toEqual(twice);
  expect(await audit(newsroom.strapi)).toEqual([]);
  expect(await titles('lighthouse')).toEqual(['Lighthouse keeper retires']);
});

test('without pg_trgm the search goes on, and only misspelt words find nothing', async () => {
  await newsroom.sql('DROP EXTENSION pg_trgm CASCADE');
  const bare = createSearch(() => newsroom.strapi.db.connection as never);
  const found = await bare.search({ q: 'reservoir', topic: null, page: 1, pageSize: 10 });
  expect(found.stories).toHaveLength(2);
  expect(await bare.search({ q: 'resevoir', topic: null, page: 1, pageSize: 10 })).toMatchObject({
    stories: [],
    corrected: false,
  });
  // A role without the right is told what to do, and the newsroom starts all the same.
  const said: string[] = [];
  const refusing = {
    raw: () => Promise.reject(new Error('permission denied to create extension')),
  };
  const log = { warn: (line: string) => void said.push(line) };
  await createSearch(() => refusing as never).prepare(log);
  expect(said).toEqual([expect.stringContaining('CREATE EXTENSION pg_trgm')]);
});

test('a headline that is one long word of rare letters is published', async () => {
  const title = `a${'𠀀'.repeat(90)}`;
  await make({ title });
  expect(await titles(title)).toEqual([title]);
});

describe('the largest article that the limits allow', () => {
  /** Pairs of words of three letters: short ones take the most room, and no pair comes twice. */
  const wordsFrom = (letters: string, join: string) => {
    const all = letters.length ** 3;
    const word = (n: number): string =>
      [1, letters.length, letters.length ** 2]
        .map((unit) => letters[Math.floor(n / unit) % letters.length])
        .join('');
    let next = 0;
    const pair = (): string => {
      const [n, round] = [next, Math.floor(next / all)];
      next += 2;
      return word(n) + join + word(n + 1 + round);
    };
    return (length: number): string => {
      const pairs: string[] = [];
      const each = 6 + join.length;
      // A blank stands between two.
      for (let left = length; left >= each; left -= each + 1) pairs.push(pair());
      return pairs.join(' ');
    };
  };

  const scripts: [string, string, string][] = [
    ['short Latin words', 'abcdefghijklmnopqrstuvwxyz0123456789', '-'],
    ['addresses', 'abcdefghijklmnopqrstuvwxyz', '.de/'],
    ['kana', Array.from({ length: 80 }, (_, i) => String.fromCharCode(0x30a1 + i)).join(''), '-'],
  ];
  test.each(scripts.slice(0, size('LARGEST_ARTICLES', 1, 3)))(
    'is published and found: %s',
    async (name, letters, join) => {
      const words = wordsFrom(letters, join);
      const title = `The largest of ${name}`;
      await make({
        title,
        lead: words(2000),
        outline: Array.from({ length: 50 }, () => ({
          heading: words(200),
          lead: words(1000),
          bullets: Array.from({ length: 50 }, () => ({ text: words(1000) })),
        })),
      });
      expect(await titles(title)).toContain(title);
    },
    120_000,
  );
});
