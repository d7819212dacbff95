import { readDate } from './dates';
import { asUrl, countWords, endsWithFullStop, isUrl } from './text-shape';
import type { Block } from './types';

/**
 * Where the story comes from. Labelled: "Source: Title", "Source: https://…", "Via Example",
 * "Read the original: …", "Originally published in …"; a label alone takes the next line.
 * Unlabelled: see `recognise.ts`, which knows the place on the page.
 * A label that needs a colon to be one (the words also begin sentences) must have it, or be linked.
 */
export interface SourceLine {
  label: string;
  /** null when the value stands on the next line. */
  title: string | null;
  url: string | null;
}

const LABEL_WITH_COLON =
  /^(?:(?:original |news |primary |main )?(?:sources?|origin)|original(?: (?:article|story|post|report|text|piece))?|via|h\/t|hat tip|credit|(?:read|see) (?:the )?(?:original|full|whole|complete)(?: (?:article|story|post|report|text|piece|paper|study))?(?: (?:here|at|on))?|full (?:story|article|report|text|paper)|(?:originally|first) (?:published|appeared|posted)(?: (?:at|in|on|by))?|link to (?:the )?(?:original|source)(?: article| story)?)\s*[:–—]\s*/iu;
const LABEL_ALONE =
  /^(?:(?:original |news |primary |main )?sources?|original (?:article|story|post|report|source|text|piece)|via|(?:read|see|view) (?:the )?(?:original|full|whole|complete)(?: (?:article|story|post|report|text|piece|paper|study))?(?: here)?|full (?:story|article|report|paper)|link to (?:the )?(?:original|source)(?: article| story)?)\s*:?$/iu;
const LABEL_WITHOUT_COLON =
  /^(?:via|h\/t|hat tip to|(?:read|see) the (?:original|full)(?: (?:article|story|post|report|text|piece|paper|study))? (?:at|on|in|here)|(?:this (?:article|story) )?(?:was )?(?:originally|first) (?:published|appeared|posted) (?:at|in|on|by))\s+/iu;

const LONGEST_SOURCE = 400;
/** Titles of reports run long; a line with a full stop is believed only when it is short. */
const SOURCE_WORDS = 25;
const STOPPED_SOURCE_WORDS = 10;

const TRAILING_URL = /^(.*?)[\s,(–—-]+((?:https?:\/\/|www\.)[^\s<>"()]+)\)?\.?$/iu;

const splitUrl = (text: string): { title: string | null; url: string | null } => {
  if (isUrl(text)) return { title: null, url: asUrl(text) };
  const trailing = TRAILING_URL.exec(text);
  if (trailing?.[1] && trailing[2]) return { title: trailing[1].trim(), url: asUrl(trailing[2]) };
  return { title: text, url: null };
};

/** Title and address of a value, which may be words, an address, both, or a link. */
export const readSourceValue = (
  text: string,
  block: Block,
): { title: string | null; url: string | null } => {
  const value = splitUrl(text);
  if (value.url === null && block.links.length === 1) value.url = block.links[0]?.url ?? null;
  return value;
};

/** A labelled source line, or null. */
export const readSourceLine = (block: Block): SourceLine | null => {
  const { text } = block;
  if (text.length > LONGEST_SOURCE || block.kind === 'bullet') return null;
  if (LABEL_ALONE.test(text)) {
    return { label: text, title: null, url: block.links[0]?.url ?? null };
  }
  const label = LABEL_WITH_COLON.exec(text) ?? LABEL_WITHOUT_COLON.exec(text);
  if (!label) return null;
  const rest = text.slice(label[0].length).trim();
  if (rest === '' || readDate(rest) !== null) return null;
  const linked = block.links.length === 1 || /(?:https?:\/\/|www\.)\S/iu.test(rest);
  if (linked || !(endsWithFullStop(rest) || countWords(rest) > SOURCE_WORDS)) {
    return { label: label[0].trim(), ...readSourceValue(rest, block) };
  }
  // "Source: Reuters." is a source with a full stop; "Sources: the deal is close." is news.
  const short = countWords(rest) <= STOPPED_SOURCE_WORDS && !/^sources/iu.test(text);
  return short ? { label: label[0].trim(), title: rest.replace(/\.$/u, ''), url: null } : null;
};

/** The block is one link, or one address, and nothing else. */
export const loneLink = (block: Block): { title: string | null; url: string } | null => {
  if (isUrl(block.text)) return { title: null, url: block.links[0]?.url ?? asUrl(block.text) };
  const link = block.links[0];
  if (block.links.length !== 1 || !link) return null;
  return link.text === block.text ? { title: block.text, url: link.url } : null;
};

/** Longest title a line without any label is taken for. */
const LONE_TITLE_CHARACTERS = 200;
const LONE_TITLE_WORDS = 24;

export const couldBeSourceTitle = (text: string): boolean =>
  text.length <= LONE_TITLE_CHARACTERS &&
  countWords(text) <= LONE_TITLE_WORDS &&
  /\p{L}/u.test(text) &&
  !endsWithFullStop(text);

/** "The Rise of the Machines": the long words of a title have capitals, three of four at least. */
export const isTitleCased = (text: string): boolean => {
  const long = text.match(/\p{L}{4,}/gu) ?? [];
  const capitals = long.filter((word) => !/^\p{Ll}/u.test(word));
  return long.length >= 2 && capitals.length >= long.length * 0.75;
};
