import type { Language } from '../text/languages';
import { linesOf, unwrapped } from './hard-wrap';
import type { Story, Teaser } from './provider';

/** One sentence of a story with what its neighbours say about it. */
export interface Sentence {
  text: string;
  from: Teaser['why']['from'];
  /** Index of the paragraph it stands in, from 0. */
  paragraph: number;
  /** True when it opens its paragraph. */
  opens: boolean;
  /** True when it starts inside a quotation that an earlier sentence opened. */
  quoted: boolean;
  /** True when the segmenter cut a sentence in two here ("Dr." | "Smith said …"). */
  fragment: boolean;
}

/**
 * News is written so that it can be cut from the end: what a teaser needs stands early. The caps
 * keep a pasted book (1 MB) from costing more than a long read, 200 sentences being about 5,000
 * words, and 60,000 characters what these take with room for long words.
 */
const MAX_SENTENCES = 200;
const MAX_CHARACTERS = 60_000;

const segmenters = new Map<string, Intl.Segmenter>();
const segmenterOf = (code: string): Intl.Segmenter => {
  let segmenter = segmenters.get(code);
  if (!segmenter) {
    let locale = 'en';
    try {
      locale = Intl.Segmenter.supportedLocalesOf([code])[0] ?? 'en';
    } catch {
      // Not a language tag at all: the rules of the root locale serve.
    }
    segmenter = new Intl.Segmenter(locale, { granularity: 'sentence' });
    segmenters.set(code, segmenter);
  }
  return segmenter;
};

/** Unicode sentences (UAX #29) of one line of text, trimmed. */
export const splitLine = (line: string, code: string): string[] => {
  const out: string[] = [];
  for (const { segment } of segmenterOf(code).segment(line)) {
    const text = segment.trim();
    if (text) out.push(text);
  }
  return out;
};

/** True when the text is one sentence in its own language and in English, by UAX #29. */
export const isOneSentence = (text: string, code: string): boolean =>
  splitLine(text, 'en').length === 1 && (code === 'en' || splitLine(text, code).length === 1);

/** A full stop after one of these, or after a single capital, ends no sentence. */
const ABBREVIATION =
  /(?:^|[\s("'“‘[])(?:\p{Lu}|(?:\p{L}\.)+\p{L}|Mr|Mrs|Ms|Dr|Prof|Rev|Gen|Col|Capt|Lt|Sgt|Maj|Sen|Rep|Gov|Hon|St|Jr|Sr|Mt|Ft|Inc|Ltd|Co|Corp|Cie|No|Nos|vs|cf|ca|approx|al|Fig|Figs|Eq|Sec|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mme|Mlle|MM|Sra?|Srta|Ud|Nr|Str|bzw|usw|evtl|Abs|Art|ggf|i\. ?e|e\. ?g|z\. ?B|d\. ?h|u\. ?a)\.["'”’)\]]*$/u;
export const endsAtAbbreviation = (text: string): boolean => ABBREVIATION.test(text.slice(-16));

/** Markdown and list signs that open a line and are no words of it. */
const LINE_SIGNS = /^(?:#{1,6} |[-*•·–—▪◦] ?(?=\S)|\d{1,2}[.)] )+/u;

const quoteBalance = (text: string): number => {
  let depth = 0;
  for (const sign of text) {
    if (sign === '“' || sign === '«' || sign === '„') depth++;
    else if (sign === '”' || sign === '»') depth--;
  }
  return depth;
};
const straightQuotes = (text: string): number => text.match(/"/g)?.length ?? 0;

/**
 * Sentences of a story in reading order: its lead, its body, then section leads and bullets that the
 * body does not hold already. At most 200.
 */
export const sentencesOf = (story: Story, language: Language): Sentence[] => {
  const out: Sentence[] = [];
  const seen = new Set<string>();
  const titles = new Set(
    [story.title, ...(story.sections ?? []).map((section) => section.heading)].map(fold),
  );
  let paragraph = 0;
  const add = (text: string, from: Sentence['from']): void => {
    for (const line of linesOf(text.slice(0, MAX_CHARACTERS))) {
      if (out.length >= MAX_SENTENCES) return;
      if (/^#{1,6} /.test(line)) continue;
      const bare = line.replace(LINE_SIGNS, '');
      if (titles.has(fold(bare))) continue;
      let open = 0;
      let straight = 0;
      let afterAbbreviation = false;
      let opens = true;
      const pieces = splitLine(bare, language.code);
      for (const [index, piece] of pieces.entries()) {
        const abbreviated = index + 1 < pieces.length && endsAtAbbreviation(piece);
        const key = fold(piece);
        if (!seen.has(key)) {
          seen.add(key);
          out.push({
            text: piece,
            from,
            paragraph,
            opens,
            quoted: open > 0 || straight % 2 === 1,
            fragment: abbreviated || afterAbbreviation,
          });
        }
        open = Math.max(0, open + quoteBalance(piece));
        straight += straightQuotes(piece);
        afterAbbreviation = abbreviated;
        opens = false;
        if (out.length >= MAX_SENTENCES) return;
      }
      paragraph++;
    }
  };
  if (story.lead) add(unwrapped(story.lead), 'lead');
  add(story.body, 'body');
  for (const section of story.sections ?? []) {
    if (section.lead) add(unwrapped(section.lead), 'section lead');
    for (const bullet of section.bullets) add(unwrapped(bullet), 'bullet');
  }
  return out;
};

const fold = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
