import jsonld from 'jsonld';
import { answeredMeta, composeMeta, type PageMeta } from '../../../src/api/article/page/meta';
import { full, NASTY, NEWSROOM, SITE, story } from '../feeds/stories';

/** As it is answered. */
const metaOf = (
  page: Parameters<typeof composeMeta>[0],
  site: Parameters<typeof composeMeta>[1],
  mediaOrigin: string,
): PageMeta => JSON.parse(answeredMeta(JSON.stringify(composeMeta(page, site)), mediaOrigin));

const SCHEMA = 'https://schema.org/';

/** As much of schema.org's context as an article uses; the test asks no network. */
const CONTEXT = {
  '@vocab': SCHEMA,
  url: { '@type': '@id' },
  datePublished: { '@type': `${SCHEMA}DateTime` },
  dateModified: { '@type': `${SCHEMA}DateTime` },
};

const documentLoader = async (address: string) => {
  if (!/^https?:\/\/schema\.org\/?$/.test(address)) throw new Error(`asked for ${address}`);
  return { contextUrl: undefined, documentUrl: address, document: { '@context': CONTEXT } };
};

type Node = Record<string, unknown>;
const expand = async (document: unknown): Promise<Node> => {
  const [node, ...more] = await jsonld.expand(document as Node, { documentLoader });
  expect(more).toEqual([]);
  return node as Node;
};

/** Values of one property of an expanded node. */
const values = (node: Node, name: string): unknown[] =>
  ((node[SCHEMA + name] ?? []) as Node[]).map((each) => each['@value'] ?? each['@id'] ?? each);

const tags = (openGraph: { property: string; content: string }[], property: string) =>
  openGraph.filter((each) => each.property === property).map(({ content }) => content);

/** Every value in a tree, however deep. */
const leaves = (value: unknown): unknown[] =>
  value !== null && typeof value === 'object' ? Object.values(value).flatMap(leaves) : [value];

describe('JSON-LD', () => {
  test('a whole story is one NewsArticle that a JSON-LD reader understands', async () => {
    const { jsonLd } = metaOf(full(), SITE, NEWSROOM);
    const node = await expand(jsonLd);
    const address = 'https://coast.example/storm-reaches-the-coast';
    expect(node['@type']).toEqual([`${SCHEMA}NewsArticle`]);
    expect(values(node, 'headline')).toEqual([NASTY.title]);
    expect(values(node, 'description')).toEqual([NASTY.lead]);
    expect(values(node, 'url')).toEqual([address]);
    expect(values(node, 'mainEntityOfPage')).toEqual([address]);
    expect(node[`${SCHEMA}datePublished`]).toEqual([
      { '@type': `${SCHEMA}DateTime`, '@value': '2026-11-20T08:30:00.000Z' },
    ]);
    expect(values(node, 'dateModified')).toEqual(['2026-11-21T09:45:10.000Z']);
    expect(values(node, 'inLanguage')).toEqual(['en']);
    expect(values(node, 'articleSection')).toEqual([NASTY.topic, 'Weather']);
    expect(values(node, 'keywords')).toEqual([NASTY.topic, 'Weather']);
    const [ada, bo] = values(node, 'author') as Node[];
    expect(ada!['@type']).toEqual([`${SCHEMA}Person`]);
    expect(values(ada!, 'name')).toEqual([NASTY.author]);
    expect(values(ada!, 'jobTitle')).toEqual(['Editor']);
    expect(values(ada!, 'url')).toEqual(['https://coast.example/authors/ada-quill']);
    expect(values(bo!, 'jobTitle')).toEqual([]);
    const [publisher] = values(node, 'publisher') as Node[];
    expect(publisher!['@type']).toEqual([`${SCHEMA}Organization`]);
    expect(values(publisher!, 'name')).toEqual(['Coast & Harbour']);
    const [image] = values(node, 'image') as Node[];
    expect(values(image!, 'url')).toEqual(['https://newsroom.example/uploads/wave.jpg?a=1&b=2']);
    expect(values(image!, 'width')).toEqual([1200]);
    expect(values(image!, 'creditText')).toEqual(['Cleo Marsh']);
    const [source] = values(node, 'isBasedOn') as Node[];
    expect(values(source!, 'url')).toEqual(['https://harbour.example/notices?n=3&m=4']);
    expect(values(source!, 'name')).toEqual(['Harbour office, notice 3 & 4']);
  });

  test('without authors the byline is the author, and without both there is none', async () => {
    const signed = await expand(metaOf(story({ byline: 'By Cleo Marsh' }), SITE, NEWSROOM).jsonLd);
    expect(values((values(signed, 'author') as Node[])[0]!, 'name')).toEqual(['By Cleo Marsh']);
    const unsigned = await expand(metaOf(story(), SITE, NEWSROOM).jsonLd);
    expect(values(unsigned, 'author')).toEqual([]);
  });

  test('a newsroom that does not know its site claims no address and no publisher', () => {
    const { jsonLd, openGraph } = metaOf(
      full(),
      { name: null, url: null, language: 'en' },
      NEWSROOM,
    );
    expect(Object.keys(jsonLd)).not.toEqual(expect.arrayContaining(['url']));
    expect(jsonLd).not.toHaveProperty('mainEntityOfPage');
    expect(jsonLd).not.toHaveProperty('publisher');
    expect(JSON.stringify(jsonLd.author)).not.toContain('/authors/');
    expect(tags(openGraph, 'og:url')).toEqual([]);
    expect(tags(openGraph, 'og:site_name')).toEqual([]);
  });
});

describe('Open Graph', () => {
  test('says what the story says', () => {
    const { openGraph } = metaOf(full(), SITE, NEWSROOM);
    const all = {
      'og:type': ['article'],
      'og:title': [NASTY.title],
      'og:description': [NASTY.lead],
      'og:url': ['https://coast.example/storm-reaches-the-coast'],
      'og:site_name': ['Coast & Harbour'],
      'og:locale': ['en_US'],
      'og:image': ['https://newsroom.example/uploads/wave.jpg?a=1&b=2'],
      'og:image:alt': ['A wave "breaks" <here>'],
      'og:image:width': ['1200'],
      'og:image:height': ['800'],
      'article:published_time': ['2026-11-20T08:30:00.000Z'],
      'article:modified_time': ['2026-11-21T09:45:10.000Z'],
      'article:section': [NASTY.topic],
      'article:tag': [NASTY.topic, 'Weather'],
      'twitter:card': ['summary_large_image'],
    };
    for (const [property, contents] of Object.entries(all)) {
      expect([property, tags(openGraph, property)]).toEqual([property, contents]);
    }
    expect(new Set(openGraph.map(({ property }) => property))).toEqual(new Set(Object.keys(all)));
  });

  test.each([
    ['de', 'de_DE'],
    ['pt', 'pt_BR'],
    ['fr', 'fr_FR'],
  ])('the locale of %s is %s', (language, locale) => {
    const { openGraph } = metaOf(story({ language }), SITE, NEWSROOM);
    expect(tags(openGraph, 'og:locale')).toEqual([locale]);
  });

  test('a picture elsewhere keeps its address', () => {
    const cover = { ...full().cover!, url: 'https://cdn.example/wave.jpg' };
    const { openGraph } = metaOf(story({ cover }), SITE, NEWSROOM);
    expect(tags(openGraph, 'og:image')).toEqual(['https://cdn.example/wave.jpg']);
  });

  test('without a picture the card is small', () => {
    const { openGraph } = metaOf(story(), SITE, NEWSROOM);
    expect(tags(openGraph, 'twitter:card')).toEqual(['summary']);
    expect(tags(openGraph, 'og:image')).toEqual([]);
  });
});

test('the same story gives the same bytes, and nothing in them is null', () => {
  const nothing = story({ lead: null, firstPublishedAt: null });
  const bareCover = {
    url: '/u.svg',
    width: null,
    height: null,
    alt: null,
    caption: null,
    credit: null,
    formats: [],
  };
  for (const page of [full(), nothing, story({ cover: bareCover })]) {
    const meta = metaOf(page, SITE, NEWSROOM);
    expect(JSON.stringify(metaOf(structuredClone(page), SITE, NEWSROOM))).toBe(
      JSON.stringify(meta),
    );
    expect(leaves(meta).filter((leaf) => leaf == null)).toEqual([]);
    for (const { content } of meta.openGraph) expect(typeof content).toBe('string');
  }
});

test('a site below a path, with a slash at its end, has whole addresses', () => {
  const { jsonLd } = metaOf(story(), { ...SITE, url: 'https://coast.example/news/' }, NEWSROOM);
  expect(jsonLd.url).toBe('https://coast.example/news/storm-reaches-the-coast');
});
