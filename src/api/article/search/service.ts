import type { Core } from '@strapi/strapi';
import { inTransaction } from '../sql';
import { fold } from './fold';
import { highlightAll, highlightPart, spansOf } from './highlight';
import * as plans from './plans';
import { isTyping, wordsOf } from './words';

export interface Found {
  /** JSON of each story, as lists show it, with `highlight`. */
  stories: string[];
  documentIds: string[];
  more: boolean;
  /** Nothing holds the words: these are stories with headlines that are spelt alike. */
  corrected: boolean;
}

/** Searches what is published. */
export const createSearch = (strapi: Core.Strapi) => {
  const db = () => strapi.db.connection;
  let trigrams: boolean | undefined;

  const find = async (question: plans.Question, languages: string[]) => {
    const exact = await plans.searchWords(db(), question, languages);
    if (exact.length > 0 || question.offset > 0) return { hits: exact, corrected: false };
    trigrams ??= await plans.hasTrigrams(db());
    const alike = trigrams
      ? await inTransaction(strapi, (trx) => plans.searchAlike(trx, question))
      : [];
    return { hits: alike, corrected: alike.length > 0 };
  };

  return {
    /**
     * Lets the search find what is misspelt, where the database's role may install `pg_trgm`; says so
     * in the log where it may not.
     */
    async prepare(): Promise<void> {
      const reason = await plans.makeTrigrams(db());
      trigrams = reason === null;
      if (reason !== null)
        strapi.log.warn(
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
      const question = {
        words,
        open: isTyping(q),
        topic,
        // One more than is shown tells whether there are more.
        limit: pageSize + 1,
        offset: (page - 1) * pageSize,
      };
      const { hits, corrected } = await find(question, languages);
      const shown = hits.slice(0, pageSize);
      const marked = await plans.markTexts(
        db(),
        shown.flatMap(({ title, body, language }) => [
          { text: fold(title), language },
          { text: fold(body), language },
        ]),
        question,
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
        corrected,
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
