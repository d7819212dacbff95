import type { Ground } from './grounds';

const age = (days: number): string => {
  if (days === 0) return 'of the same day';
  const whole = Math.abs(days);
  const span = whole === 1 ? 'a day' : `${whole} days`;
  return `${span} ${days > 0 ? 'older' : 'newer'} than this story`;
};

const shared = (words: readonly string[]): string =>
  words.length > 0 ? ` Both speak of ${words.map((word) => `“${word}”`).join(', ')}.` : '';

const inWords = (ground: Ground): string => {
  switch (ground.kind) {
    case 'notLive':
      return 'Its story is not live, so readers do not see this entry.';
    case 'written':
      return 'Written by an editor.';
    case 'added':
      return 'Added by an editor.';
    case 'pinned':
      return 'Pinned by an editor.';
    case 'editorsWords':
      return 'Headline and teaser are an editor’s.';
    case 'editorsHeadline':
      return 'The headline is an editor’s.';
    case 'editorsTeaser':
      return 'The teaser is an editor’s.';
    case 'locked':
      return 'The list is locked: the choice of stories stands.';
    case 'related':
      return `Related by its text (${ground.likeness} %), ${age(ground.days)}.${shared(ground.words)}`;
    case 'topic':
      return `On the same subject, ${age(ground.days)}.${shared(ground.words)}`;
    case 'recent':
      return `No other story is close enough to be called related; this is the newest of them, ${age(ground.days)}.${shared(ground.words)}`;
    case 'displaced':
      return `It took the place of “${ground.title ?? 'a story that is gone'}”.`;
  }
};

/** Why an entry stands in its list, in English sentences for commands and calls. */
export const groundsInWords = (grounds: readonly Ground[]): string[] => grounds.map(inWords);
