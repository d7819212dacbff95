import type { Document, Term } from './document';

/** Weights of a logistic model, by feature name. */
export type Weights = Readonly<Record<string, number>>;

export const TERM_FEATURES = [
  'one', 'count', 'spread', 'share', 'early', 'first', 'capital', 'number', 'inTitle', 'noTitle', 'inHeadings',
  'centrality', 'quoted', 'letters', 'sentences', 'repeated', 'last',
] as const;

/** Features of one word of a story, each about 0 to 1. */
export const termFeatures = (term: Term, document: Document): number[] => {
  const n = document.sentences.length;
  return [
    1,
    Math.log(term.count),
    Math.log(term.spread),
    term.spread / n,
    Math.exp(-term.first / 3),
    term.first === 0 ? 1 : 0,
    term.capital,
    term.number ? 1 : 0,
    term.inTitle ? 1 : 0,
    document.title.length ? 0 : 1,
    term.inHeadings ? 1 : 0,
    Math.log(Math.max(0.1, term.centrality)),
    term.quoted,
    Math.min(12, term.letters) / 12,
    Math.log(n),
    term.count > 1 ? 1 : 0,
    term.first === n - 1 ? 1 : 0,
  ];
};
