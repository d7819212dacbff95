/** All SQL on `article_search`: the published texts as they are searched. */
import type { Knex } from 'knex';
import { rows, type Transaction } from '../sql';
import type { SearchEntry } from './entry';
import { START, STOP } from './highlight';
import { configurationOf } from './languages';
import { LAST_RESULT } from './search-query';

/**
 * Words are kept as they are written beside their stems, because a word that is still being typed has
 * no stem that would lead to the whole one's.
 */
const WORDS = ['a', 'b', 'c', 'd']
  .map(
    (weight) =>
      `setweight(to_tsvector(w.configuration::regconfig, w.weighted ->> '${weight}')
                 || to_tsvector('simple', w.weighted ->> '${weight}'), '${weight.toUpperCase()}')`,
  )
  .join(' || ');

export const putEntries = async (
  trx: Transaction,
  entries: readonly SearchEntry[],
): Promise<void> => {
  if (entries.length === 0) return;
  await rows(
    trx,
    `INSERT INTO article_search
       (document_id, language, title, body, folded_title, words, topics, first_published_at)
     SELECT w."documentId", w.language, w.title, w.body, w."foldedTitle", ${WORDS},
            ARRAY(SELECT json_array_elements_text(w.topics)), w."firstPublishedAt"
       FROM json_to_recordset(?::json) AS w("documentId" text, language text, configuration text, title text,
            body text, "foldedTitle" text, weighted json, topics json, "firstPublishedAt" timestamptz)
     ON CONFLICT (document_id) DO UPDATE SET
       language = excluded.language, title = excluded.title, body = excluded.body,
       folded_title = excluded.folded_title, words = excluded.words, topics = excluded.topics,
       first_published_at = excluded.first_published_at`,
    [JSON.stringify(entries)],
  );
};

export const dropEntries = async (
  trx: Transaction,
  documentIds: readonly string[],
): Promise<void> => {
  if (documentIds.length === 0) return;
  await rows(trx, 'DELETE FROM article_search WHERE document_id = ANY(?)', [documentIds]);
};

/** Every language that a story is written in. Jumps from one to the next instead of reading all stories. */
export const languagesInUse = async (db: Knex | Transaction): Promise<string[]> =>
  (
    await rows<{ language: string }>(
      db,
      `WITH RECURSIVE found AS (
         (SELECT language FROM article_search ORDER BY language LIMIT 1)
         UNION ALL
         SELECT (SELECT s.language FROM article_search s WHERE s.language > f.language
                  ORDER BY s.language LIMIT 1)
           FROM found f WHERE f.language IS NOT NULL)
       SELECT language FROM found WHERE language IS NOT NULL`,
    )
  ).map(({ language }) => language);

interface Sql {
  sql: string;
  bindings: string[];
}

/**
 * All words must be there, each in the stem of any language in use or as it is written.
 * @param open whether the last word may go on
 * @param weight `A` asks for them in the headline
 */
const wordsQuery = (
  words: readonly string[],
  open: boolean,
  configurations: readonly string[],
  weight: 'A' | '' = '',
): Sql => {
  const bindings: string[] = [];
  const parts = words.map((word, i) => {
    const prefix = open && i === words.length - 1 ? '*' : '';
    bindings.push(`'${word}'${prefix || weight ? `:${prefix}${weight}` : ''}`);
    const stems = configurations.map((configuration) => {
      bindings.push(`'${word}'${weight && `:${weight}`}`);
      return `to_tsquery('${configuration}', ?)`;
    });
    return `(${["to_tsquery('simple', ?)", ...stems].join(' || ')})`;
  });
  return { sql: parts.join(' && '), bindings };
};

export interface Question {
  words: readonly string[];
  /** Whether the last word may go on. */
  open: boolean;
  topic: string | null;
  limit: number;
  offset: number;
}

export interface Hit {
  documentId: string;
  language: string;
  /** JSON, as lists show it. */
  head: string;
  title: string;
  body: string;
}

const configurationsOf = (languages: readonly string[]): string[] =>
  [...new Set(languages.map(configurationOf))].filter((name) => name !== 'simple');

/**
 * Stories that hold all the words, best first. Ranked are the newest that hold them anywhere and the
 * newest with them in the headline. The rank is that of the text (`ts_rank`, by weights), and half of it
 * fades with a time of 90 days: news is about what is new.
 */
export const searchWords = async (
  db: Knex | Transaction,
  { words, open, topic, limit, offset }: Question,
  languages: readonly string[],
): Promise<Hit[]> => {
  const configurations = configurationsOf(languages);
  const anywhere = wordsQuery(words, open, configurations);
  const inTitle = wordsQuery(words, open, configurations, 'A');
  const topics = topic === null ? '' : 'AND s.topics @> ARRAY[?]';
  const named = topic === null ? [] : [topic];
  const newest = (query: string) =>
    `(SELECT s.document_id FROM article_search s WHERE s.words @@ (${query}) ${topics}
       ORDER BY s.first_published_at DESC NULLS LAST LIMIT ${LAST_RESULT})`;
  return rows<Hit>(
    db,
    `WITH q AS MATERIALIZED (SELECT ${anywhere.sql} AS anywhere),
          ranked AS MATERIALIZED (
            SELECT s.document_id, s.title, s.body, s.language,
                   ts_rank('{0.1, 0.3, 0.6, 1}', s.words, q.anywhere, 1)
                     * (0.5 + 0.5 * exp(-greatest(0, extract(epoch FROM now() - s.first_published_at)) / 7776000))
                     AS rank
              FROM (${newest(anywhere.sql)} UNION ${newest(inTitle.sql)}) f
              JOIN article_search s USING (document_id) CROSS JOIN q
             ORDER BY rank DESC NULLS LAST, s.document_id LIMIT ? OFFSET ?)
     SELECT r.document_id AS "documentId", r.language, p.head, r.title, r.body
       FROM ranked r JOIN article_pages p ON p.document_id = r.document_id AND p.live
      ORDER BY r.rank DESC NULLS LAST, r.document_id`,
    [
      ...anywhere.bindings,
      ...anywhere.bindings,
      ...named,
      ...inTitle.bindings,
      ...named,
      limit,
      offset,
    ],
  );
};

/** Marks what was found in texts that are folded as the index was; in the order of the texts. */
export const markTexts = async (
  db: Knex | Transaction,
  texts: readonly { text: string; language: string }[],
  { words, open }: Pick<Question, 'words' | 'open'>,
  languages: readonly string[],
): Promise<string[]> => {
  if (texts.length === 0) return [];
  const query = wordsQuery(words, open, configurationsOf(languages));
  const found = await rows<{ marked: string }>(
    db,
    `SELECT ts_headline(t.configuration::regconfig, t.text, q.anywhere,
              'HighlightAll=true, StartSel="${START}", StopSel="${STOP}"') AS marked
       FROM (SELECT ${query.sql} AS anywhere) q,
            unnest(?::text[], ?::text[]) WITH ORDINALITY AS t(text, configuration, place)
      ORDER BY t.place`,
    [
      ...query.bindings,
      texts.map(({ text }) => text),
      texts.map(({ language }) => configurationOf(language)),
    ],
  );
  return found.map(({ marked }) => marked);
};

/**
 * How alike a word and a part of a headline must be (`pg_trgm`, 0 to 1): a letter left out or two
 * changed places in a word of eight leave a half of its threes of letters.
 */
const ALIKE = 0.45;

/** Headlines that hold something like each of the words, most alike first. Needs `pg_trgm`. */
export const searchAlike = async (
  trx: Transaction,
  { words, topic, limit, offset }: Question,
): Promise<Hit[]> => {
  await rows(trx, `SELECT set_config('pg_trgm.word_similarity_threshold', '${ALIKE}', true)`);
  return rows<Hit>(
    trx,
    `SELECT s.document_id AS "documentId", s.language, p.head, s.title, s.body
       FROM article_search s JOIN article_pages p ON p.document_id = s.document_id AND p.live
      WHERE s.folded_title %> ALL(?::text[]) ${topic === null ? '' : 'AND s.topics @> ARRAY[?]'}
      ORDER BY (SELECT sum(word_similarity(word, s.folded_title)) FROM unnest(?::text[]) AS w(word)) DESC,
               s.first_published_at DESC NULLS LAST, s.document_id
      LIMIT ? OFFSET ?`,
    [words, ...(topic === null ? [] : [topic]), words, limit, offset],
  );
};

/** Is there an index that finds what is spelt alike? */
export const hasTrigrams = async (db: Knex | Transaction): Promise<boolean> =>
  (await rows(db, `SELECT FROM pg_class WHERE relname = 'article_search_alike' AND relkind = 'i'`))
    .length > 0;

/**
 * Makes the index for spellings that are alike.
 * @returns null, or why the database does not let it
 */
export const makeTrigrams = async (db: Knex): Promise<string | null> => {
  try {
    await rows(db, 'CREATE EXTENSION IF NOT EXISTS pg_trgm');
    await rows(
      db,
      `CREATE INDEX IF NOT EXISTS article_search_alike ON article_search USING gin (folded_title gin_trgm_ops)`,
    );
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};
