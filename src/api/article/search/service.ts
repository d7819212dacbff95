import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { fold } from './fold';
import { highlightAll, highlightPart, spansOf } from './highlight';
import * as plans from './plans';
import type { PageData } from '../page/types';
import { shownTexts } from './entry';
import type { Term } from './plans';
import { isTyping, wordsOf } from './words';

type About = { empty: boolean; known: boolean };

export interface Found {
  /** JSON of each story, as lists show it, with `highlight`. */
  stories: string[];
  documentIds: string[];
  more: boolean;
  /** Nothing holds the words: these are stories with headlines that are spelt alike. */
  corrected: boolean;
}

/**
 * Searches what is published.
 * @param db asked at each search: Strapi connects after its services are made
 */
export const createSearch = (db: () => Knex) => {
  let trigrams: boolean | undefined;

  /** Words that say nothing ("the") ask for nothing, unless there are no others. */
  const termsOf = (
    words: readonly string[],
    typing: boolean,
    about: Map<string, About>,
  ): Term[] => {
    const terms = words.map((word, i) => ({
      alternatives: [word],
      open: typing && i === words.length - 1,
      empty: about.get(word)?.empty === true,
    }));
    // A word that is being typed may become one that says something.
    const telling = terms.filter(({ empty, open }) => open || !empty);
    return telling.length > 0 ? telling : terms;
  };

  /** The terms with those that no story has replaced by what is spelt alike; null when nothing is. */
  const corrected = async (terms: readonly Term[], about: Map<string, About>) => {
    trigrams ??= await plans.hasTrigrams(db());
    const isKnown = ({ alternatives: [word] }: Term) => about.get(word!)?.known === true;
    const missing = terms.filter((term) => !isKnown(term)).flatMap((term) => term.alternatives);
    if (!trigrams || missing.length === 0) return null;
    const alike = await db().transaction((trx) => plans.spelledAlike(trx, missing));
    if ([...alike.values()].some((words) => words.length === 0)) return null;
    return terms.map((term) =>
      isKnown(term) ? term : { alternatives: alike.get(term.alternatives[0]!)!, open: false },
    );
  };

  const find = async (question: plans.Question, languages: string[], about: Map<string, About>) => {
    const exact = await plans.searchWords(db(), question, languages);
    if (exact.length > 0) return { hits: exact, terms: question.terms, isCorrected: false };
    const terms = await corrected(question.terms, about);
    if (!terms) return { hits: exact, terms: question.terms, isCorrected: false };
    const hits = await plans.searchWords(db(), { ...question, terms }, languages);
    return { hits, terms, isCorrected: hits.length > 0 };
  };

  return {
    /**
     * Lets the search find what is misspelt, where the database's role may install `pg_trgm`; says so
     * in the log where it may not.
     */
    async prepare(log: { warn(message: string): void }): Promise<void> {
      const reason = await plans.makeTrigrams(db());
      trigrams = reason === null;
      if (reason !== null)
        log.warn(
          `The search will not find words that are misspelt: the database does not let Newsroom install pg_trgm (${reason}). ` +
            'Somebody with the right may do it: CREATE EXTENSION pg_trgm; then start again.',
        );
    },

    /** @param q words, of which the last may be unfinished */
    async search({
      q,
      topic,
      page,
      pageSize,
    }: {
      q: string;
      topic: string | null;
      page: number;
      pageSize: number;
    }): Promise<Found> {
      const words = wordsOf(q);
      if (words.length === 0)
        return { stories: [], documentIds: [], more: false, corrected: false };
      const languages = await plans.languagesInUse(db());
      const about = new Map(
        (await plans.aboutWords(db(), words, languages)).map((each) => [each.word, each]),
      );
      const question = {
        terms: termsOf(words, isTyping(q), about),
        topic,
        // One more than is shown tells whether there are more.
        limit: pageSize + 1,
        offset: (page - 1) * pageSize,
      };
      const { hits, terms, isCorrected } = await find(question, languages, about);
      const shown = hits.slice(0, pageSize).map((hit) => ({
        ...hit,
        // The page row was written by us, as a page.
        ...shownTexts(JSON.parse(hit.data) as PageData),
      }));
      const marked = await plans.markTexts(
        db(),
        shown.flatMap(({ title, body, language }) => [
          { text: fold(title), language },
          { text: fold(body), language },
        ]),
        terms,
        languages,
      );
      return {
        stories: shown.map(({ head, title, body }, i) =>
          withHighlight(head, {
            title: highlightAll(title, spansOf(marked[2 * i]!)),
            text: highlightPart(body, spansOf(marked[2 * i + 1]!)),
          }),
        ),
        documentIds: shown.map(({ documentId }) => documentId),
        more: hits.length > pageSize,
        corrected: isCorrected,
      };
    },
  };
};

export type Search = ReturnType<typeof createSearch>;

const withHighlight = (head: string, highlight: { title: string; text: string }): string =>
  `${head.slice(0, -1)},"highlight":${JSON.stringify(highlight)}}`;

/** The search with its type; Strapi's registry knows it by name only. */
export const searchOf = (strapi: Core.Strapi): Search =>
  strapi.service('api::article.search') as unknown as Search;
