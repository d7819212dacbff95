import { surfaceWords } from '../text/words';
import type { StoryText } from './story';

/** Words in a shingle: three survive small edits of a sentence, and rarely agree by chance. */
const SHINGLE_WORDS = 3;
/** Standard error of the estimate is at most 1 / (2 √128) = 0.044. */
const SIGNATURE_LENGTH = 128;

/**
 * MinHash signature (Broder 1997) of a story's three-word shingles, headline and body. The share of
 * places at which two signatures agree estimates the Jaccard overlap of the two texts.
 */
export const signatureOf = (story: StoryText): Uint32Array => {
  const words = surfaceWords(`${story.title}\n${story.body}`.toLowerCase());
  const signature = new Uint32Array(SIGNATURE_LENGTH).fill(0xffffffff);
  const last = Math.max(0, words.length - SHINGLE_WORDS);
  for (let i = 0; words.length > 0 && i <= last; i++) {
    const hash = fnv1a(words.slice(i, i + SHINGLE_WORDS).join(' '));
    for (let k = 0; k < SIGNATURE_LENGTH; k++) {
      const value = scramble(hash ^ Math.imul(k + 1, 0x9e3779b1));
      if (value < signature[k]!) signature[k] = value;
    }
  }
  return signature;
};

/** Estimated share of shingles that two stories have in common, 0 to 1. */
export const overlapOf = (a: Uint32Array, b: Uint32Array): number => {
  if (a.length !== b.length)
    throw new RangeError(`signatures of ${a.length} and ${b.length} places can't be compared`);
  let same = 0;
  for (let i = 0; i < a.length; i++) if (a[i] === b[i] && a[i] !== 0xffffffff) same++;
  return a.length ? same / a.length : 0;
};

/** 32-bit FNV-1a (Fowler, Noll & Vo) over UTF-16 code units. */
export const fnv1a = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
};

/** The finaliser of MurmurHash3 (Appleby, public domain): every input bit reaches every output bit. */
const scramble = (value: number): number => {
  let h = value;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
};
