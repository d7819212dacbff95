import type { Problem } from './outline/types';

/** `outline[2].bullets[0].text` → `['outline', '2', 'bullets', '0', 'text']`, as Strapi's forms want it. */
const pathOf = (place: string): string[] => place.split(/[.[\]]+/).filter(Boolean);

/** What is told of problems: one sentence for people, and each place for programs. */
export const describeProblems = (
  problems: readonly Problem[],
): {
  message: string;
  details: { errors: { path: string[]; message: string; name: string }[] };
} => {
  const [first, ...more] = problems;
  const rest = more.length ? ` (and ${more.length} more)` : '';
  return {
    message: first ? `${first.place}: ${first.message}${rest}` : '',
    details: {
      errors: problems.map(({ place, message }) => ({
        path: pathOf(place),
        message: `${place}: ${message}`,
        name: 'ValidationError',
      })),
    },
  };
};
