import type { Context, Next } from 'koa';
import { isStorable } from '../api/article/text/text-rules';
import { invalid } from './errors';
import { unfitQuery } from './unfit-query';

/** Articles nest five levels deep; Strapi's own checks recurse and end in a stack overflow at some thousands. */
const DEEPEST = 50;

/** `constructor`, `__proto__` …: Strapi looks keys up in plain objects, and takes these for fields it knows. */
const isInherited = (key: string): boolean => key in Object.prototype;

const UNSTORABLE = 'holds a null byte or half of a surrogate pair; remove that character';

/**
 * What makes a parsed body or query unfit, and where. Goes without recursion: a body may be nested
 * deeper than a stack.
 * @returns the place (`data.outline.2.heading`) and a sentence, or null
 */
export const findMalformed = (value: unknown): { place: string; message: string } | null => {
  const waiting: { value: unknown; place: string; depth: number }[] = [
    { value, place: '', depth: 0 },
  ];
  for (let item = waiting.pop(); item; item = waiting.pop()) {
    const { value: current, depth } = item;
    const place = item.place || 'body';
    if (typeof current === 'string') {
      if (!isStorable(current)) return { place, message: UNSTORABLE };
    } else if (typeof current === 'object' && current !== null) {
      if (depth > DEEPEST)
        return { place: place.split('.')[0]!, message: `is nested deeper than ${DEEPEST} levels` };
      for (const [key, inner] of Object.entries(current)) {
        if (!isStorable(key)) return { place, message: UNSTORABLE };
        const innerPlace = item.place ? `${item.place}.${key}` : key;
        if (isInherited(key))
          return { place: innerPlace, message: 'is a name that no field has; leave it out' };
        waiting.push({ value: inner, place: innerPlace, depth: depth + 1 });
      }
    }
  }
  return null;
};

/** Escapes that decode to nothing (`%ZZ`) pass: they are looked up as they stand and not found. */
const decoded = (path: string): string => {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
};

/**
 * How Postgres (SQLSTATE) and Strapi's query layer (names, and plain errors known by their words) say
 * that a value or a filter does not fit its column: `filters[id]=x`, `filters[$or]=x`, a date out of
 * range. Strapi passes such values on and would answer 500.
 */
const UNFIT_CODES = new Set([
  '22P02',
  '22003',
  '22007',
  '22008',
  // A null byte that came inside something else, such as JSON or base64.
  '22021',
  // An operator that the field's type has not (a number that starts with "2026"), a field that is none.
  '42883',
  '42703',
]);
const UNFIT_NAMES = new Set(['InvalidDateFormat', 'InvalidDatetimeFormat', 'InvalidTimeFormat']);
const UNFIT_WORDS =
  /^(Expected a valid (Number|BigInteger)|Operator |Only one operator|Only \$and|Undefined attribute level operator|Where must be|You cannot (filter|order) on|The second argument to whereBetween|You must specify 2 values)/;

/** @returns a sentence for the caller, or null when the error is none of theirs */
const unfitValue = (error: unknown): string | null => {
  const { code, name, message } = (error ?? {}) as {
    code?: unknown;
    name?: unknown;
    message?: unknown;
  };
  if (UNFIT_WORDS.test(String(message)))
    return `A filter or value does not fit its field: ${String(message)}`;
  return UNFIT_CODES.has(String(code)) || UNFIT_NAMES.has(String(name))
    ? 'A value has the wrong type or is out of range for its field: an operator may not go with its field, numbers are for ids and positions, dates look like 2026-11-24T09:30:00.000Z.'
    : null;
};

/**
 * Null bytes and halves of surrogate pairs would end in a database error (a 500) or come back as
 * another character. They are refused for every door that is reached by HTTP.
 */
export const wellFormed =
  (log: { http(message: string): void }) =>
  async (ctx: Context, next: Next): Promise<void> => {
    const problem =
      (isStorable(decoded(ctx.path)) ? null : { place: 'address', message: UNSTORABLE }) ??
      unfitQuery(ctx.query) ??
      findMalformed(ctx.query) ??
      findMalformed((ctx.request as { body?: unknown }).body);
    if (problem) {
      const { place, message } = problem;
      throw invalid(`${place}: ${message}`, {
        errors: [
          { path: place.split('.'), message: `${place}: ${message}`, name: 'ValidationError' },
        ],
      });
    }
    try {
      await next();
    } catch (error) {
      const problem = unfitValue(error);
      if (problem === null) throw error;
      log.http(`${ctx.method} ${ctx.path}: ${(error as Error).message}`);
      throw invalid(problem);
    }
  };
