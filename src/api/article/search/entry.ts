import type { PageData } from '../page/types';
import { composed, fold } from './fold';
import { unmarked } from './highlight';
import { configurationOf } from './languages';

/** What the search knows of a published story. */
export interface SearchEntry {
  documentId: string;
  language: string;
  /** How Postgres reads it. */
  configuration: string;
  title: string;
  body: string;
  foldedTitle: string;
  /** The words by their weight, as Postgres names the weights. */
  weighted: Record<'a' | 'b' | 'c' | 'd', string>;
  topics: string[];
  /** ISO 8601. */
  firstPublishedAt: string | null;
}

const lines = (texts: readonly (string | null)[]): string => texts.filter(Boolean).join('\n');
const shown = (text: string): string => unmarked(composed(text));
const names = (list: readonly { name: string }[]): string[] => list.map(({ name }) => name);

/** Headlines weigh more than leads, leads more than headings and sentences, these more than bullets. */
export const searchEntry = (page: PageData): SearchEntry => {
  const { sections } = page;
  const title = shown(page.title);
  const body = lines([
    page.lead,
    ...sections.flatMap(({ heading, lead, bullets }) => [
      heading,
      lead,
      ...bullets.map(({ text }) => text),
    ]),
  ]);
  const folded = (texts: readonly (string | null)[]): string => fold(shown(lines(texts)));
  return {
    documentId: page.documentId,
    language: page.language,
    configuration: configurationOf(page.language),
    title,
    body: shown(body),
    foldedTitle: fold(title),
    weighted: {
      a: fold(title),
      b: folded([page.lead, page.byline, ...names(page.authors), ...names(page.topics)]),
      c: folded(sections.flatMap(({ heading, lead }) => [heading, lead])),
      d: folded(sections.flatMap(({ bullets }) => bullets.map(({ text }) => text))),
    },
    topics: page.topics.map(({ slug }) => slug),
    firstPublishedAt: page.firstPublishedAt,
  };
};
