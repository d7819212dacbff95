/** Versions of an article that carry their number in every text; see `counted.cjs`. */
export interface CountedArticle {
  title: string;
  lead: string;
  byline: string;
  outline: { heading: string; lead: string; bullets: { text: string }[] }[];
  relatedNews: { headline: string; teaser: string; url: null; target: null }[];
}
export interface Readable {
  lead: string | null;
  sections: { heading: string | null; lead: string | null; bullets: { text: string | null }[] }[];
  title?: string | null;
  byline?: string | null;
  relatedNews?: { headline: string | null; teaser: string | null }[];
}
export function countedArticle(n: number): CountedArticle;
export function readCounted(article: Readable): { n: number; problems: string[] };
