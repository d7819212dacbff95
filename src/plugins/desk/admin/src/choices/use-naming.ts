import { useCallback, useMemo } from 'react';
import { useDeskChoicesQuery } from '../api';
import { useText } from '../text';
import { isChoiceKind, labelsOf, namesIn } from './choices';

/** Tells the text of a detail to people: topics and authors by name, all others as they are. */
export type Naming = (field: string, words: string) => string;

export const useNaming = (): Naming => {
  const text = useText();
  const topics = useDeskChoicesQuery('topics');
  const authors = useDeskChoicesQuery('authors');
  const labels = useMemo(
    () => ({
      topics: topics.data && labelsOf(topics.data),
      authors: authors.data && labelsOf(authors.data),
    }),
    [topics.data, authors.data],
  );
  return useCallback(
    (field, words) => {
      if (!isChoiceKind(field)) return words;
      const known = labels[field];
      return namesIn(
        words,
        known ?? new Map<string, string>(),
        text(known ? 'write.choice.gone' : 'write.choice.unnamed'),
      );
    },
    [labels, text],
  );
};
