'use strict';
/**
 * Versions of an article that carry their number in every text, and a number of sections and bullets
 * that follows from it: any mixture of two versions, or a missing part, shows.
 */

const shape = (n) => ({ sections: 2 + (n % 4), bullets: (s) => (n + s) % 4 });

/** @returns what a write of version `n` carries */
const countedArticle = (n) => {
  const { sections, bullets } = shape(n);
  return {
    title: `Counted v${n}`,
    lead: `Lead of v${n}`,
    relatedNews: Array.from({ length: n % 3 }, (_, i) => ({
      headline: `Story ${i} v${n}`,
      teaser: `Teaser ${i} v${n}`,
      url: null,
      target: null,
    })),
    byline: `By v${n}`,
    outline: Array.from({ length: sections }, (_, s) => ({
      // Half the headings stay the same thing from version to version, half are new each time.
      heading: s % 2 === 0 ? `Part ${s} v${n}` : `Part ${s}`,
      lead: `Sentence ${s} of v${n}`,
      bullets: Array.from({ length: bullets(s) }, (_, b) => ({ text: `Point ${s}.${b} of v${n}` })),
    })),
  };
};

/**
 * Reads which version an article is.
 * @param article what a reader got: `lead` and `sections`, and `title`, `byline`, `relatedNews` where asked for
 * @returns {{ n: number, problems: string[] }} the number in its lead, and what does not belong to it
 */
const readCounted = ({ lead, sections, ...rest }) => {
  const n = Number(/^Lead of v(\d+)$/.exec(lead ?? '')?.[1]);
  if (!Number.isInteger(n)) return { n: -1, problems: [`the lead is "${lead}"`] };
  const wanted = countedArticle(n);
  const problems = [];
  const check = (what, found, expected) => {
    const [a, b] = [JSON.stringify(found), JSON.stringify(expected)];
    if (a !== b) problems.push(`v${n} has the ${what} ${a}, not ${b}`);
  };
  if ('title' in rest) check('title', rest.title, wanted.title);
  if ('byline' in rest) check('byline', rest.byline, wanted.byline);
  if ('relatedNews' in rest) {
    const found = rest.relatedNews.map(({ headline, teaser }) => ({ headline, teaser }));
    check(
      'Recent News',
      found,
      wanted.relatedNews.map(({ headline, teaser }) => ({ headline, teaser })),
    );
  }
  const outline = sections.map((section) => ({
    heading: section.heading,
    lead: section.lead,
    bullets: section.bullets.map(({ text }) => ({ text })),
  }));
  check('outline', outline, wanted.outline);
  return { n, problems };
};

exports.countedArticle = countedArticle;
exports.readCounted = readCounted;
