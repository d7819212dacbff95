import type { Profile, Reading } from '../../relatedness/profile';
import { foldIn } from '../../relatedness/space';
import { readingFromBytes } from '../../relatedness/reading-bytes';
import { vectorFromBytes } from '../../relatedness/vector-bytes';
import type { ReadingRow } from './plans';
import type { LoadedSpace } from './spaces';

/** A profile that says which space its vector belongs to. */
export interface PlacedProfile extends Profile {
  /** Version of the space. */
  space: number;
}

export const placed = (space: LoadedSpace, reading: Reading): PlacedProfile => ({
  ...reading,
  space: space.version,
  vector: foldIn(space.space, reading.terms),
});

/** The profile in a space, which may be another than the one it was made in. */
export const placedAnew = (space: LoadedSpace, profile: PlacedProfile): PlacedProfile =>
  profile.space === space.version ? profile : placed(space, profile);

/** The stored profile; a story that has no place in the space yet is given one. */
export const stored = (space: LoadedSpace, row: ReadingRow): PlacedProfile => {
  const { documentId, publishedAt, beat, topics } = row;
  const text = readingFromBytes(row.reading);
  const vector = row.vector ? vectorFromBytes(row.vector) : foldIn(space.space, text.terms);
  return {
    id: documentId,
    publishedAt,
    beat,
    topics,
    space: space.version,
    vector,
    // Unread until asked for, which few candidates' texts are.
    get terms() {
      return text.terms;
    },
    get signature() {
      return text.signature;
    },
    get numbers() {
      return text.numbers;
    },
  };
};
