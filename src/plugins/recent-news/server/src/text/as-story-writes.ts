import type { StorySource } from '../newsroom';
import { stemsAsWritten } from './stems-as-written';

const textOf = ({ title, lead, sections }: StorySource): string =>
  [
    title,
    lead,
    ...sections.flatMap(({ heading, lead: sentence, bullets }) => [heading, sentence, ...bullets]),
  ]
    .filter(Boolean)
    .join('\n');

/** Makes of a stem the word that the story writes; a stem that it does not have stays as it is. */
export const asStoryWrites = (
  source: StorySource | null | undefined,
): ((stem: string) => string) => {
  if (!source) return (stem) => stem;
  const written = stemsAsWritten(textOf(source), source.language);
  return (stem) => written.get(stem) ?? stem;
};
