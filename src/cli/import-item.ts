import { parsePage, detectFormat, type ParsedPage } from '../api/article/paste';
import { readArticleJson, type ArticleJson } from '../api/article/transfer/article-json';
import type { Input } from './import-sources';

/** One article read from the input, or why it cannot be imported. */
export interface Item {
  /** What is printed in front of every message: the file, and the place in it. */
  place: string;
  file: string;
  kind: Input['kind'];
  article: ArticleJson | null;
  page: ParsedPage | null;
  /** Each keeps the article out. */
  errors: string[];
  /** What was left out of it, for the report. */
  notes: string[];
  /** Text without a place that was let through (`--keep-unplaced`). */
  kept: string[];
}

/** Reads an input into an article. Nothing is dropped: what finds no place is an error, or is kept in the report. */
export const readItem = (input: Input, keepUnplaced: boolean): Item => {
  if (input.kind === 'bad') {
    return {
      place: input.place,
      file: input.file,
      kind: 'bad',
      article: null,
      page: null,
      errors: [input.message],
      kept: [],
      notes: [],
    };
  }
  if (input.kind === 'json') {
    const { article, problems } = readArticleJson(input.value);
    const errors = problems.map(({ place, message }) => `${place}: ${message}`);
    return {
      place: input.place,
      file: input.file,
      kind: 'json',
      article,
      page: null,
      errors,
      kept: [],
      notes: [],
    };
  }
  const page = parsePage(input.text, detectFormat(input.text, input.name));
  const homeless = [
    ...page.unplaced.map(({ line, text }) => `line ${line}: this text finds no place: ${text}`),
    ...page.problems.map(({ line, message }) => `line ${line}: ${message}`),
  ];
  const { article, errors } = articleOf(page);
  return {
    place: input.file,
    file: input.file,
    kind: 'page',
    article,
    page,
    errors: keepUnplaced ? errors : [...homeless, ...errors],
    kept: keepUnplaced ? homeless : [],
    notes: (page.notes ?? []).map(({ line, message }) => `line ${line}: ${message}`),
  };
};

const articleOf = ({ article }: ParsedPage): { article: ArticleJson | null; errors: string[] } => {
  if (article.title === null) {
    return {
      article: null,
      errors: ['no headline found; the first line that is not site chrome should be one'],
    };
  }
  const { article: read, problems } = readArticleJson({
    ...article,
    relatedNews: article.relatedNews.map((entry) => ({ ...entry, target: null })),
  });
  return { article: read, errors: problems.map(({ place, message }) => `${place}: ${message}`) };
};

/** A line of `--dry-run --json`. */
export const dryLine = ({ file, article, page, errors }: Item): string => {
  const shown =
    page?.article ??
    (article && {
      title: article.title,
      byline: article.byline,
      firstPublishedAt: article.firstPublishedAt,
      lead: article.lead,
      sourceTitle: article.sourceTitle,
      sourceUrl: article.sourceUrl,
      outline: article.outline,
      relatedNews: article.relatedNews,
    });
  return JSON.stringify({
    file,
    article: shown,
    newsletter: page?.newsletter ?? null,
    chrome: page?.chrome ?? [],
    unplaced: page?.unplaced ?? [],
    ...(page?.notes && { notes: page.notes }),
    ...(page?.problems.length && { problems: page.problems }),
    ...(!page && errors.length && { errors }),
  });
};
