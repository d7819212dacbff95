/**
 * An archive of any size that looks like one: beats with words of their own, running stories that recur,
 * common words by Zipf's law. The same each time.
 */

/** mulberry32 (Tommy Ettinger, public domain). */
export const seeded = (seed) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
};

const SYLLABLES =
  'ba be bo da di do fa fe ga go ha ho ka ke ko la le lo ma me mo na ne no pa po ra re ro sa se so ta te to va vo wa za zo'.split(
    ' ',
  );
/** The word of a number; different numbers, different words. */
const word = (n) => {
  let text = '';
  for (let rest = n + SYLLABLES.length; rest > 0; rest = Math.floor(rest / SYLLABLES.length))
    text += SYLLABLES[rest % SYLLABLES.length];
  return `${text}n`;
};
const GLUE = 'the of to and in that for on with as is was by at from has had will been this'.split(
  ' ',
);

const BEATS = 24;
const BEAT_WORDS = 400;
const LINE_WORDS = 14;
const COMMON_WORDS = 12_000;
/** Stories of one turn of the wheel; in a larger archive the running stories come round again. */
export const ERA = 10_000;
const LINES = ERA / 12;

const lines = (() => {
  const random = seeded(11);
  return Array.from({ length: LINES }, (_, line) => ({
    line,
    beat: Math.floor(random() * BEATS),
    centre: random() * ERA,
    // Most are over in days, some go on for most of a year.
    width: 30 + 1_500 * random() ** 4,
  }));
})();

/** Number of the running story that story `i` belongs to; −1 for one that stands alone. */
export const lineOf = (i) => {
  const place = i % ERA;
  const random = seeded(place * 7919 + 5);
  if (random() < 0.25) return -1;
  const active = lines.filter(({ centre, width }) => Math.abs(centre - place) < width);
  return active.length ? active[Math.floor(random() * active.length)].line : -1;
};

/** Story `i` (from 0, oldest first) of an archive of `count` stories over so many days before `until`. */
export const generatedStory = (i, count, days, until) => {
  const random = seeded(i * 104_729 + 3);
  const line = lineOf(i);
  const beat = line >= 0 ? lines[line].beat : Math.floor(random() * BEATS);
  const zipf = (size) => Math.floor(size ** random()) - 1;
  const draw = () => {
    const kind = random();
    if (kind < 0.35) return GLUE[Math.floor(random() * GLUE.length)];
    if (kind < 0.6) return word(zipf(COMMON_WORDS));
    if (kind < 0.85 || line < 0) return word(COMMON_WORDS + beat * BEAT_WORDS + zipf(BEAT_WORDS));
    return word(
      COMMON_WORDS + BEATS * BEAT_WORDS + line * LINE_WORDS + Math.floor(random() * LINE_WORDS),
    );
  };
  const sentence = (length) => {
    const words = Array.from({ length }, draw);
    if (random() < 0.4) words[length - 1] = String(Math.floor(random() * 5_000));
    const text = words.join(' ');
    return `${text[0].toUpperCase()}${text.slice(1)}`;
  };
  return {
    documentId: `generated${String(i).padStart(15, '0')}`,
    title: sentence(8),
    lead: `${sentence(26)}.`,
    sections: Array.from({ length: 5 }, () => ({
      heading: sentence(3),
      lead: `${sentence(18)}.`,
      bullets: Array.from({ length: 3 }, () => sentence(13)),
    })),
    publishedAt: Math.round(until - days * 86_400_000 * (1 - (i + 0.5) / count)),
    teaser: null,
    language: 'en',
    beat: `beat-${beat}`,
    topics: [],
  };
};

/**
 * A story like another: most of its terms, some of those of a second one, and its own wording. Far
 * quicker than writing and reading a text.
 */
export const mixedReading = (a, b, seed) => {
  const random = seeded(seed);
  const text = new Map();
  const opening = new Map();
  let length = 0;
  for (const [from, share] of [
    [a, 0.7],
    [b, 0.3],
  ]) {
    for (const [term, weight] of from.terms.text) {
      if (text.has(term) || random() > share) continue;
      text.set(term, weight);
      length += weight;
      const opens = from.terms.opening.get(term);
      if (opens) opening.set(term, opens);
    }
  }
  return {
    terms: { text, opening, length },
    signature: Uint32Array.from(a.signature, (value) =>
      random() < 0.2 ? value : Math.floor(random() * 2 ** 32),
    ),
    numbers: new Set([...a.numbers].filter(() => random() < 0.3)),
  };
};
