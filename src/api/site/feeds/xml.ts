/**
 * Feeds and sitemaps are written with a plain XML writer. npm `feed` leaves `<` in attributes and all
 * but the first `]]>` of a text as they are, so that one headline can make a feed unreadable;
 * `xmlbuilder2` takes `&lt;` for escaped already, so that a text about HTML would become HTML; and
 * `sitemap` holds up everything else until its last page is written.
 */
import XmlBuilder from 'fast-xml-builder';

/** Keys `@name` are attributes, `#text` is the text beside them; `undefined` is left out. */
export type Xml = { [key: string]: string | undefined | Xml | Xml[] | string[] };

/** All that XML 1.0 does not allow in a document, not even escaped (production 2, `Char`). */
const FORBIDDEN = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

const xmlText = (text: string): string => text.replace(FORBIDDEN, '');

const cleaned = (tree: Xml): Xml =>
  Object.fromEntries(
    Object.entries(tree)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => [key, cleanedValue(value!)]),
  );

const cleanedValue = (value: string | Xml | (string | Xml)[]): Xml[string] => {
  if (typeof value === 'string') return xmlText(value);
  return Array.isArray(value)
    ? (value.map((each) => (typeof each === 'string' ? xmlText(each) : cleaned(each))) as Xml[])
    : cleaned(value);
};

const builder = new XmlBuilder({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  suppressBooleanAttributes: false,
});

/** A text with attributes beside it. */
export const withAttributes = (text: string, attributes: Record<string, string>): Xml => ({
  ...Object.fromEntries(Object.entries(attributes).map(([key, each]) => [`@${key}`, each])),
  '#text': text,
});

/** Elements without a declaration, for the inside of a document. */
export const writeElements = (tree: Xml): string => builder.build(cleaned(tree));

/** A whole document. Texts are escaped, and lose the characters that XML does not allow. */
export const writeXml = (tree: Xml): string =>
  writeElements({ '?xml': { '@version': '1.0', '@encoding': 'UTF-8' }, ...tree });
