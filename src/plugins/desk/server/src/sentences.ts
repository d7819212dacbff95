const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

// Behind these a sentence seldom ends, though the segmenter thinks so before a capital letter.
const ABBREVIATION =
  /(?:^|[\s("“])(?:Mr|Mrs|Ms|Dr|Prof|Sr|Jr|St|Sen|Rep|Gov|Gen|Col|Sgt|Lt|Rev|Hon|Pres|No|Nr|vs|etc|approx|Inc|Ltd|Co|Corp|Mt|Ft|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|e\.g|i\.e|a\.m|p\.m|U\.S|U\.K|U\.N|E\.U|z\.B|d\.h|\p{Lu})\.["”)]*\s*$/u;

/** How many sentences a text has, as an editor would count them. */
export const countSentences = (text: string): number => {
  let count = 0;
  let isOpen = false;
  for (const { segment } of segmenter.segment(text)) {
    if (segment.trim() === '') continue;
    // A small letter goes on: “Why?” he asked.
    if (!isOpen && !(count > 0 && /^\p{Ll}/u.test(segment))) count++;
    isOpen = ABBREVIATION.test(segment);
  }
  return count;
};
