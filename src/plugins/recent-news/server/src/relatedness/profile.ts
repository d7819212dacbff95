import { numbersOf } from './duplicates';
import { signatureOf } from './shingles';
import { foldIn, type Space } from './space';
import type { Story, StoryFacts } from './story';
import { termsOf, type StoryTerms } from './terms';

/** All that choosing needs of a story; computed once when its text changes. */
export interface Reading extends StoryFacts {
  terms: StoryTerms;
  signature: Uint32Array;
  numbers: ReadonlySet<string>;
}

/** A reading with its place in a space; computed again when the space is refitted. */
export interface Profile extends Reading {
  vector: Float32Array;
}

/** @throws RangeError if the time of publication is no number */
export const readStory = (story: Story): Reading => {
  if (!Number.isFinite(story.publishedAt)) {
    throw new RangeError(
      `story ${story.id}: publishedAt must be milliseconds since 1970, got ${story.publishedAt}`,
    );
  }
  const { id, publishedAt, beat, topics } = story;
  return {
    id,
    publishedAt,
    beat,
    topics,
    terms: termsOf(story),
    signature: signatureOf(story),
    numbers: numbersOf(story),
  };
};

export const placeIn = (space: Space, reading: Reading): Profile => ({
  ...reading,
  vector: foldIn(space, reading.terms),
});
