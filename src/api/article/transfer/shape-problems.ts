import type { z } from 'zod';
import type { Problem } from '../outline/types';
import { describe } from '../text/text-rules';

const NAMES: Readonly<Record<string, string>> = {
  string: 'a text',
  array: 'a list',
  object: 'an object',
  boolean: 'true or false',
  number: 'a number',
};

/** `relatedNews[2].headline`; the article itself has no name. */
const placeOf = (path: readonly PropertyKey[]): string =>
  path
    .map((part, i) => (typeof part === 'number' ? `[${part}]` : `${i ? '.' : ''}${String(part)}`))
    .join('') || 'article';

const quoted = (value: unknown): string =>
  typeof value === 'string' ? `"${value.slice(0, 60)}"` : describe(value);

const sentence = (issue: z.core.$ZodIssue): string => {
  switch (issue.code) {
    case 'invalid_type': {
      const wanted = NAMES[issue.expected] ?? issue.expected;
      if (issue.input === undefined) return `is missing; it must be ${wanted}`;
      const found = typeof issue.input === 'string' ? 'a text' : describe(issue.input);
      return `must be ${wanted}, but is ${found}`;
    }
    case 'invalid_format':
      if (issue.format === 'datetime')
        return `must be a date and time with its zone, like 2026-11-24T09:30:00Z, but is ${quoted(issue.input)}`;
      if (issue.format === 'url') return 'must be an address that begins with https:// or http://';
      return issue.message;
    case 'invalid_value':
      return `must be ${issue.values.map(String).join(' or ')}, but is ${quoted(issue.input)}`;
    case 'too_big':
      return issue.origin === 'string'
        ? `is too long; at most ${issue.maximum} characters are allowed`
        : `has too many; at most ${issue.maximum} are allowed`;
    case 'too_small':
      return 'must have some text';
    default:
      return issue.message;
  }
};

/** What a schema says of a value (parsed with `reportInput`), in the words of all our errors. */
export const shapeProblems = ({ issues }: z.ZodError): Problem[] =>
  issues.flatMap((issue): Problem[] =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({
          place: placeOf([...issue.path, key]),
          message: 'is unknown; compare its spelling with what export writes, or leave it out',
        }))
      : [{ place: placeOf(issue.path), message: sentence(issue) }],
  );
