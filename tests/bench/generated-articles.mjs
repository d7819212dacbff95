/** Articles for benches: the shape of real ones, words drawn from a small list, the same each time. */
const WORDS =
  'council river budget tram harbour school engineer vote delay signal bridge winter energy clinic survey launch orbit grant repair timetable'.split(
    ' ',
  );

/** A small generator of repeatable numbers (a linear congruential one, constants of Numerical Recipes). */
const numbers = (seed) => {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
};

export const generatedArticle = (i) => {
  const next = numbers(i * 7919 + 17);
  const sentence = (length) => {
    const words = Array.from({ length }, () => WORDS[next(WORDS.length)]);
    return `${words[0][0].toUpperCase()}${words.join(' ').slice(1)}.`;
  };
  return {
    slug: `generated-story-${i}`,
    title: `${sentence(7).slice(0, -1)} ${i}`,
    lead: sentence(28),
    byline: `Reporter ${next(40)}`,
    firstPublishedAt: new Date(Date.UTC(2026, 0, 1) + i * 60_000).toISOString(),
    sourceTitle: sentence(6),
    sourceUrl: `https://example.org/stories/${i}`,
    outline: Array.from({ length: 7 }, (_, s) => ({
      heading: sentence(2).slice(0, -1),
      lead: sentence(18),
      bullets: Array.from({ length: s < 4 ? 3 : 2 }, () => ({ text: sentence(14).slice(0, -1) })),
    })),
    relatedNews: [1, 2, 3].map((back) => ({
      headline: sentence(7).slice(0, -1),
      teaser: sentence(20),
      url: null,
      target: i >= back ? `generated-story-${i - back}` : null,
    })),
  };
};
