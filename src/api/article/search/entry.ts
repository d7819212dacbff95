import { createHash } from 'node:crypto';
import type { PageData } from '../page/types';
import { composed, fold } from './fold';
import { unmarked } from './highlight';
import { configurationOf } from './languages';
import { wordsIn } from './words';

/** What the search knows of a published story. */
export interface SearchEntry {
  documentId: string;
  /** Of all that follows. */
  hash: string;
  language: string;
  /** How Postgres reads it. */
  configuration: string;
  topics: string[];
  /** ISO 8601. */
  firstPublishedAt: string | null;
  /** The words by their weight, as Postgres names the weights. */
  weighted: Record<'a' | 'b' | 'c' | 'd', string>;
  /** Words of the headline that a misspelt one may stand for. */
  vocabulary: string[];
}

/** Shorter words have too few letters to be alike. */
const SHORTEST = 4;

/**
 * Bytes of sections that are searched. Postgres keeps no more than 1 MB of a text's words, and refuses
 * the whole row beyond that; short words with hyphens take four times the bytes of their text, and
 * headlines, leads and names are kept twice. No page that people read comes near it.
 */
const MOST_SEARCHED = 200_000;

/** The whole words that begin a text. */
const beginning = (text: string, bytes: number): string => {
  if (Buffer.byteLength(text) <= bytes) return text;
  const cut = Buffer.from(text).subarray(0, bytes).toString();
  return cut.slice(0, Math.max(0, cut.search(/\s\S*$/)));
};

const lines = (texts: readonly (string | null)[]): string => texts.filter(Boolean).join('\n');
const shown = (text: string): string => unmarked(composed(text));
const names = (list: readonly { name: string }[]): string[] => list.map(({ name }) => name);

/** A story's texts as hits show them; what is not searched is not looked through for hits either. */
export const shownTexts = ({
  title,
  lead,
  sections,
}: PageData): { title: string; body: string } => ({
  title: shown(title),
  body: beginning(
    shown(
      lines([
        lead,
        ...sections.flatMap(({ heading, lead: sentence, bullets }) => [
          heading,
          sentence,
          ...bullets.map(({ text }) => text),
        ]),
      ]),
    ),
    MOST_SEARCHED,
  ),
});

/** Headlines weigh more than leads, leads more than headings and sentences, these more than bullets. */
export const searchEntry = (page: PageData): SearchEntry => {
  const { documentId, language, sections, firstPublishedAt } = page;
  const folded = (texts: readonly (string | null)[]): string => fold(shown(lines(texts)));
  const title = folded([page.title]);
  const headings = beginning(
    folded(sections.flatMap(({ heading, lead }) => [heading, lead])),
    MOST_SEARCHED,
  );
  const bullets = beginning(
    folded(sections.flatMap((section) => section.bullets.map(({ text }) => text))),
    MOST_SEARCHED - Buffer.byteLength(headings),
  );
  const entry = {
    language,
    configuration: configurationOf(language),
    topics: page.topics.map(({ slug }) => slug),
    firstPublishedAt,
    weighted: {
      a: title,
      b: folded([page.lead, page.byline, ...names(page.authors), ...names(page.topics)]),
      c: headings,
      d: bullets,
    },
    vocabulary: wordsIn(title)
      .filter((word) => word.length >= SHORTEST)
      .sort(),
  };
  const hash = createHash('sha256').update(JSON.stringify(entry)).digest('base64url').slice(0, 22);
  return { documentId, hash, ...entry };
};
