/** Feeds as programs of other people read them. */
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import Parser from 'rss-parser';
import { parseFragment, type DefaultTreeAdapterTypes } from 'parse5';
import { composeFeed, FEED_FORMATS, type FeedSource } from '../../../src/api/site/feeds/compose';
import type { PageData } from '../../../src/api/article/page/types';
import { full, NASTY, NEWSROOM, readable, SITE, story } from './stories';

const source = (stories: PageData[], over: Partial<FeedSource> = {}): FeedSource => ({
  site: SITE,
  topic: null,
  stories,
  mediaOrigin: NEWSROOM,
  ...over,
});

const xml = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '@', trimValues: false });
const readXml = (text: string) => {
  expect(XMLValidator.validate(text)).toBe(true);
  return xml.parse(text);
};

type Element = DefaultTreeAdapterTypes.Element;
/** Elements and texts of a piece of HTML, as a browser makes them. */
const look = (html: string) => {
  const elements: Element[] = [];
  const texts: string[] = [];
  const walk = (node: DefaultTreeAdapterTypes.Node): void => {
    if ('tagName' in node) elements.push(node);
    if ('value' in node && node.nodeName === '#text') texts.push(node.value);
    if ('childNodes' in node) node.childNodes.forEach(walk);
  };
  walk(parseFragment(html));
  return { names: elements.map(({ tagName }) => tagName), elements, texts };
};

const older = story({
  documentId: 'older0000000000000000000',
  slug: 'older',
  firstPublishedAt: '2026-11-01T00:00:00.000Z',
  modifiedAt: '2026-11-25T00:00:00.000Z',
});

const expectWholeText = (html: string, alter = (text: string): string => text) => {
  const { names, elements, texts } = look(html);
  expect(names).toEqual([
    ...['figure', 'img', 'figcaption', 'p', 'h2', 'p', 'ul', 'li', 'h2', 'p', 'cite', 'a'],
  ]);
  // A browser makes U+FFFD of U+0000, where it is left.
  const seen = (text: string) => alter(text).replaceAll('\u0000', '');
  expect(texts.map((each) => each.replaceAll('\u0000', ''))).toEqual([
    'The pier · Cleo Marsh',
    seen(NASTY.lead),
    'What <now>?',
    'Wait & see.',
    seen(NASTY.bullet),
    'Later',
    'Harbour office, notice 3 & 4',
  ]);
  const [, img] = elements;
  expect(Object.fromEntries(img!.attrs.map(({ name, value }) => [name, value]))).toEqual({
    src: 'https://newsroom.example/uploads/wave.jpg?a=1&b=2',
    alt: 'A wave "breaks" <here>',
    width: '1200',
    height: '800',
  });
};

test('RSS 2.0, read by rss-parser', async () => {
  const text = composeFeed(source([full(), older]), 'rss.xml');
  const feed = await new Parser<object, { creators: string[]; 'content:encoded': string }>({
    customFields: { item: [['dc:creator', 'creators', { keepArray: true }]] },
  }).parseString(text);
  expect(feed).toMatchObject({
    title: 'Coast & Harbour',
    link: 'https://coast.example/',
    language: 'en',
    feedUrl: 'https://coast.example/rss.xml',
    lastBuildDate: 'Wed, 25 Nov 2026 00:00:00 GMT',
  });
  const [first, second] = feed.items;
  expect(first).toMatchObject({
    title: readable(NASTY.title),
    link: 'https://coast.example/storm-reaches-the-coast',
    guid: 'urn:newsroom:article:k2v9x0c4m7q1z8b3n6d5f0aa',
    isoDate: '2026-11-20T08:30:00.000Z',
    categories: [NASTY.topic, 'Weather'],
    creators: [NASTY.author, 'Bo Reed'],
  });
  expectWholeText(first!['content:encoded'], readable);
  // A description is HTML to readers' programs: it must show what was written.
  expect(look(first!.content!)).toMatchObject({ names: [], texts: [readable(NASTY.lead)] });
  expect(second).toMatchObject({ isoDate: '2026-11-01T00:00:00.000Z' });
});

test('RSS 2.0 says which of its ids are no addresses, and where its picture is', () => {
  const { rss } = readXml(composeFeed(source([full()]), 'rss.xml'));
  expect(rss['@version']).toBe('2.0');
  expect(rss.channel.item.guid['@isPermaLink']).toBe('false');
  expect(rss.channel.item['media:content']).toMatchObject({
    '@url': 'https://newsroom.example/uploads/wave.jpg?a=1&amp;b=2'.replace('&amp;', '&'),
    '@medium': 'image',
    '@width': '1200',
  });
  expect(rss.channel.item['atom:updated']).toBe('2026-11-21T09:45:10.000Z');
});

test('Atom 1.0', async () => {
  const text = composeFeed(source([full(), older]), 'atom.xml');
  const { feed } = readXml(text);
  expect(feed).toMatchObject({
    '@xmlns': 'http://www.w3.org/2005/Atom',
    id: 'https://coast.example/atom.xml',
    updated: '2026-11-25T00:00:00.000Z',
  });
  expect(feed.link.map((link: Record<string, string>) => [link['@rel'], link['@href']])).toEqual([
    ['self', 'https://coast.example/atom.xml'],
    ['alternate', 'https://coast.example/'],
  ]);
  const [entry] = feed.entry;
  expect(entry).toMatchObject({
    id: 'urn:newsroom:article:k2v9x0c4m7q1z8b3n6d5f0aa',
    title: readable(NASTY.title),
    summary: readable(NASTY.lead),
    published: '2026-11-20T08:30:00.000Z',
    updated: '2026-11-21T09:45:10.000Z',
    author: [
      { name: NASTY.author, uri: 'https://coast.example/authors/ada-quill' },
      { name: 'Bo Reed', uri: 'https://coast.example/authors/bo-reed' },
    ],
    category: [{ '@term': NASTY.topic }, { '@term': 'Weather' }],
  });
  expect(entry.content['@type']).toBe('html');
  expectWholeText(entry.content['#text'], readable);
  const other = await new Parser().parseString(text);
  expect(other.items[0]!.title).toBe(readable(NASTY.title));
});

test('JSON Feed 1.1', () => {
  const feed = JSON.parse(composeFeed(source([full(), older]), 'feed.json'));
  expect(feed).toMatchObject({
    version: 'https://jsonfeed.org/version/1.1',
    title: 'Coast & Harbour',
    home_page_url: 'https://coast.example/',
    feed_url: 'https://coast.example/feed.json',
    language: 'en',
  });
  const [first, second] = feed.items;
  expect(first).toMatchObject({
    id: 'urn:newsroom:article:k2v9x0c4m7q1z8b3n6d5f0aa',
    url: 'https://coast.example/storm-reaches-the-coast',
    title: NASTY.title,
    summary: NASTY.lead,
    image: 'https://newsroom.example/uploads/wave.jpg?a=1&b=2',
    date_published: '2026-11-20T08:30:00.000Z',
    date_modified: '2026-11-21T09:45:10.000Z',
    tags: [NASTY.topic, 'Weather'],
  });
  expect(first.authors).toHaveLength(2);
  expectWholeText(first.content_html);
  expect(second).not.toHaveProperty('image');
  expect(second).not.toHaveProperty('authors');
});

test('the feed of a topic says so and leads to the topic', async () => {
  const topic = { name: NASTY.topic, slug: 'sea-coast', description: 'All of the "sea" & <coast>' };
  const rss = await new Parser().parseString(composeFeed(source([older], { topic }), 'rss.xml'));
  expect(rss).toMatchObject({
    title: `Coast & Harbour: ${NASTY.topic}`,
    link: 'https://coast.example/topics/sea-coast',
    feedUrl: 'https://coast.example/topics/sea-coast/rss.xml',
  });
  const json = JSON.parse(composeFeed(source([older], { topic }), 'feed.json'));
  expect(json.feed_url).toBe('https://coast.example/topics/sea-coast/feed.json');
  expect(json.description).toBe(topic.description);
});

test.each(FEED_FORMATS)('%s: the id of a story stays when its address changes', (format) => {
  const text = composeFeed(source([story({ slug: 'elsewhere' })]), format);
  expect(text).toContain('urn:newsroom:article:k2v9x0c4m7q1z8b3n6d5f0aa');
  expect(text).toContain('https://coast.example/elsewhere');
});

test.each(FEED_FORMATS)('%s: has 30 stories at most, and can be read without any', (format) => {
  const read = (text: string): unknown[] => {
    if (format === 'feed.json') return JSON.parse(text).items;
    const { rss, feed } = readXml(text);
    return [(rss ? rss.channel.item : feed.entry) ?? []].flat();
  };
  const many = Array.from({ length: 40 }, (_, i) =>
    story({ documentId: `d${i}`, slug: `story-${i}` }),
  );
  expect(read(composeFeed(source(many), format))).toHaveLength(30);
  expect(read(composeFeed(source([]), format))).toEqual([]);
});

test.each(FEED_FORMATS)('%s: a site without a name goes by its host; bytes repeat', (format) => {
  const unnamed = source([full()], { site: { ...SITE, name: null } });
  const text = composeFeed(unnamed, format);
  expect(text).toContain('coast.example');
  expect(text).not.toMatch(/null|undefined/);
  expect(composeFeed(structuredClone(unnamed), format)).toBe(text);
});

test('a story with only a byline is by that, and a source that is no web address is no link', () => {
  const page = story({ byline: 'By Cleo Marsh', sourceTitle: 'A note', sourceUrl: 'javascript:x' });
  const [item] = JSON.parse(composeFeed(source([page]), 'feed.json')).items;
  expect(item.authors).toEqual([{ name: 'By Cleo Marsh' }]);
  expect(look(item.content_html).names).toEqual(['p', 'p', 'cite']);
});
