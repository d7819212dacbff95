/** All SQL on `article_search` and its vocabulary: the published texts as they are searched. */
import type { Knex } from 'knex';
import { rows, type Transaction } from '../sql';
import type { SearchEntry } from './entry';
import { START, STOP } from './highlight';
import { configurationOf } from './languages';
import { LAST_RESULT } from './search-query';

type Db = Knex | Transaction;

/** Newest stories that are ranked at most, of either kind: reading one's words takes some 30 µs. */
const RANKED = LAST_RESULT / 2;

/**
 * Of headlines and leads the words are kept as they are written beside their stems, because a word
 * that is still being typed has no stem yet. Of the rest the beginnings of stems must do.
 */
const WORDS = {
  a: `to_tsvector(w.configuration::regconfig, w.weighted ->> 'a') || to_tsvector('simple', w.weighted ->> 'a')`,
  b: `to_tsvector(w.configuration::regconfig, w.weighted ->> 'b') || to_tsvector('simple', w.weighted ->> 'b')`,
  c: `to_tsvector(w.configuration::regconfig, w.weighted ->> 'c')`,
  d: `to_tsvector(w.configuration::regconfig, w.weighted ->> 'd')`,
};
const ALL_WORDS = Object.entries(WORDS)
  .map(([weight, words]) => `setweight(${words}, '${weight.toUpperCase()}')`)
  .join(' || ');

export const putEntries = async (
  trx: Transaction,
  entries: readonly SearchEntry[],
): Promise<void> => {
  if (entries.length === 0) return;
  await rows(
    trx,
    `WITH given AS (
       SELECT w.* FROM json_to_recordset(?::json) AS w("documentId" text, hash text, language text,
              configuration text, topics json, "firstPublishedAt" timestamptz, weighted json, vocabulary json)
        -- Reading words takes longer than all else here; what says the same is left alone.
        WHERE NOT EXISTS (SELECT FROM article_search s WHERE s.document_id = w."documentId" AND s.hash = w.hash)),
     known AS (
       INSERT INTO article_search_vocabulary
       SELECT DISTINCT word FROM given, json_array_elements_text(vocabulary) AS word ORDER BY word
       ON CONFLICT DO NOTHING)
     INSERT INTO article_search
       (document_id, hash, language, topics, first_published_at, title_words, words)
     SELECT w."documentId", w.hash, w.language, ARRAY(SELECT json_array_elements_text(w.topics)),
            w."firstPublishedAt", ${WORDS.a}, ${ALL_WORDS}
       FROM given w
     ON CONFLICT (document_id) DO UPDATE SET
       hash = excluded.hash, language = excluded.language, topics = excluded.topics,
       first_published_at = excluded.first_published_at, title_words = excluded.title_words,
       words = excluded.words`,
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

/** Hashes of what the search has of these stories. */
export const storedHashes = async (
  db: Db,
  documentIds: readonly string[],
): Promise<Map<string, string>> =>
  new Map(
    (
      await rows<{ documentId: string; hash: string }>(
        db,
        `SELECT document_id AS "documentId", hash FROM article_search WHERE document_id = ANY(?)`,
        [documentIds],
      )
    ).map(({ documentId, hash }) => [documentId, hash]),
  );

/** Every language that a story is written in. Jumps from one to the next instead of reading all stories. */
export const languagesInUse = async (db: Db): Promise<string[]> =>
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

/** A word of a question: itself, or what it may have been meant to be. */
export interface Term {
  alternatives: readonly string[];
  /** Whether it may go on. */
  open: boolean;
}

interface Sql {
  sql: string;
  bindings: string[];
}

const configurationsOf = (languages: readonly string[]): string[] =>
  [...new Set(languages.map(configurationOf))].filter((name) => name !== 'simple');

/** All terms must be there, each in the stem of any language in use or as it is written. */
const termsQuery = (terms: readonly Term[], languages: readonly string[]): Sql => {
  const configurations = configurationsOf(languages);
  const bindings: string[] = [];
  const parts = terms.map(({ alternatives, open }) => {
    const end = open ? ':*' : '';
    const each = alternatives.flatMap((word) => {
      bindings.push(`'${word}'${end}`);
      return [
        `to_tsquery('simple', ?)`,
        ...configurations.map((configuration) => {
          bindings.push(`'${word}'`);
          return `to_tsquery('${configuration}', ?)`;
        }),
      ];
    });
    return `(${each.join(' || ')})`;
  });
  return { sql: parts.join(' && '), bindings };
};

/** Which of these words say nothing in some language in use ("the"), and which no story has. */
export const aboutWords = async (
  db: Db,
  words: readonly string[],
  languages: readonly string[],
): Promise<{ word: string; empty: boolean; known: boolean }[]> => {
  const configurations = configurationsOf(languages);
  const any = [
    "to_tsquery('simple', quoted)",
    ...configurations.map((c) => `to_tsquery('${c}', quoted)`),
  ];
  const empty = configurations.map((c) => `numnode(to_tsquery('${c}', quoted)) = 0`);
  return rows(
    db,
    `SELECT word, ${empty.length ? empty.join(' OR ') : 'false'} AS empty,
            EXISTS (SELECT FROM article_search s WHERE s.words @@ (${any.join(' || ')})) AS known
       FROM (SELECT word, quote_literal(word) AS quoted FROM unnest(?::text[]) AS w(word)) w`,
    [words],
  );
};

export interface Question {
  terms: readonly Term[];
  topic: string | null;
  limit: number;
  offset: number;
}

export interface Hit {
  documentId: string;
  language: string;
  /** JSON, as lists show it. */
  head: string;
  /** JSON of the page. */
  data: string;
}

/** A word of fewer letters begins so many others that looking for them all takes longer than typing on. */
const ENOUGH = 4;

/**
 * What is looked for in whole texts: a word that has just been begun counts there only as it stands, or
 * not yet if there are others. Headlines are searched for its goings-on all the same.
 */
export const termsInTexts = (terms: readonly Term[]): readonly Term[] => {
  const isBegun = ({ open, alternatives }: Term) =>
    open && alternatives.every((word) => word.length < ENOUGH);
  const others = terms.filter((term) => !isBegun(term));
  return others.length > 0
    ? others
    : terms.map((term) => ({ ...term, open: !isBegun(term) && term.open }));
};

/**
 * Stories that hold all the terms, best first. Ranked are the newest that hold them anywhere and the
 * newest with them in the headline. The rank is that of the text (`ts_rank`, by weights), and half of it
 * fades with a time of 90 days: news is about what is new.
 */
export const searchWords = async (
  db: Db,
  { terms, topic, limit, offset }: Question,
  languages: readonly string[],
): Promise<Hit[]> => {
  const query = termsQuery(terms, languages);
  const inTexts = termsQuery(termsInTexts(terms), languages);
  const topics = topic === null ? '' : 'AND s.topics @> ARRAY[?]';
  const named = topic === null ? [] : [topic];
  const newest = (column: string, { sql }: Sql) =>
    `(SELECT s.document_id FROM article_search s WHERE s.${column} @@ (${sql}) ${topics}
       ORDER BY s.first_published_at DESC NULLS LAST LIMIT ${RANKED})`;
  return rows<Hit>(
    db,
    `WITH q AS MATERIALIZED (SELECT ${query.sql} AS anywhere),
          ranked AS MATERIALIZED (
            SELECT s.document_id, s.language,
                   ts_rank('{0.1, 0.3, 0.6, 1}', s.words, q.anywhere, 1)
                     * (0.5 + 0.5 * exp(-greatest(0, extract(epoch FROM now() - s.first_published_at)) / 7776000))
                     AS rank
              FROM (${newest('words', inTexts)} UNION ${newest('title_words', query)}) f
              JOIN article_search s USING (document_id) CROSS JOIN q
             ORDER BY rank DESC NULLS LAST, s.document_id LIMIT ? OFFSET ?)
     SELECT r.document_id AS "documentId", r.language, p.head, p.data
       FROM ranked r JOIN article_pages p ON p.document_id = r.document_id AND p.live
      ORDER BY r.rank DESC NULLS LAST, r.document_id`,
    [...query.bindings, ...inTexts.bindings, ...named, ...query.bindings, ...named, limit, offset],
  );
};

/** Marks what was found in texts that are folded as the index was; in the order of the texts. */
export const markTexts = async (
  db: Db,
  texts: readonly { text: string; language: string }[],
  terms: readonly Term[],
  languages: readonly string[],
): Promise<string[]> => {
  if (texts.length === 0) return [];
  const query = termsQuery(terms, languages);
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
 * How alike two words must be (`pg_trgm`, 0 to 1): a letter left out or added, or two that changed
 * places, leave a third or more of a word's threes of letters.
 */
const ALIKE = 0.35;
/** Words that a misspelt one may stand for. */
const NEIGHBOURS = 3;

/** For each word those of headlines that are spelt most alike. Needs `pg_trgm`. */
export const spelledAlike = async (
  trx: Transaction,
  words: readonly string[],
): Promise<Map<string, string[]>> => {
  await rows(trx, `SELECT set_config('pg_trgm.similarity_threshold', '${ALIKE}', true)`);
  const found = await rows<{ word: string; alike: string[] }>(
    trx,
    `SELECT w.word, ARRAY(SELECT v.word FROM article_search_vocabulary v WHERE v.word % w.word
                           ORDER BY similarity(v.word, w.word) DESC, v.word LIMIT ${NEIGHBOURS}) AS alike
       FROM unnest(?::text[]) AS w(word)`,
    [words],
  );
  return new Map(found.map(({ word, alike }) => [word, alike]));
};

/** Is there an index that finds what is spelt alike? */
export const hasTrigrams = async (db: Db): Promise<boolean> =>
  (await rows(db, `SELECT FROM pg_class WHERE relname = 'article_search_alike' AND relkind = 'i'`))
    .length > 0;

/**
 * Makes the index for spellings that are alike.
 * @returns null, or why the database does not let it
 */
export const makeTrigrams = async (db: Knex): Promise<string | null> => {
  try {
    await rows(db, 'CREATE EXTENSION IF NOT EXISTS pg_trgm');
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  await rows(
    db,
    `CREATE INDEX IF NOT EXISTS article_search_alike ON article_search_vocabulary USING gin (word gin_trgm_ops)`,
  );
  return null;
};
