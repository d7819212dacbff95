/** Answers of feeds and sitemaps, read as programs of other people read them. */
import { XMLParser, XMLValidator } from 'fast-xml-parser';

/* eslint-disable @typescript-eslint/no-explicit-any -- documents are read field by field */
/** @param url of the newsroom */
export const createFeedReader = (url: string) => {
  const get = async (path: string, headers: Record<string, string> = {}) => {
    const response = await fetch(`${url}/api${path}`, { headers });
    return { status: response.status, text: await response.text(), headers: response.headers };
  };
  const xml = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    isArray: (name) => ['url', 'item', 'entry', 'sitemap', 'category'].includes(name),
  });
  const readXml = (text: string): any => {
    expect(XMLValidator.validate(text)).toBe(true);
    return xml.parse(text);
  };
  const xmlOf = async (path: string): Promise<any> => readXml((await get(path)).text);
  const entriesOf = async (path: string): Promise<any[]> => {
    if (path.endsWith('.json')) return JSON.parse((await get(path)).text).items;
    const read = await xmlOf(path);
    return (read.rss?.channel.item ?? read.feed?.entry ?? read.urlset?.url ?? []) as any[];
  };
  return { get, xmlOf, entriesOf };
};

export type FeedReader = ReturnType<typeof createFeedReader>;

/** Where an entry of any of them leads. */
export const addressOf = (entry: any): string =>
  entry.loc ?? entry.url ?? entry.link['@href'] ?? entry.link;
