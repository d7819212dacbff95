import type { Problem } from '../outline/types';

/** What a text field must look like. */
export interface TextRule {
  /** In UTF-16 code units, as JavaScript and the admin's counters count. */
  max: number;
  /** Must an article have it when it goes live? */
  required?: boolean;
  /** `url` asks for an absolute http(s) address, `language` for a code of ISO 639-1. */
  format?: 'url' | 'slug' | 'language';
}

const SLUG = /^[A-Za-z0-9](?:[A-Za-z0-9-_.~]*[A-Za-z0-9])?$/;

/**
 * Postgres cannot store U+0000, and half a surrogate pair has no UTF-8 form: either would end in a
 * database error or come back as another character.
 */
export const isStorable = (text: string): boolean =>
  !text.includes('\u0000') && text.isWellFormed();

const isHttpUrl = (text: string): boolean => {
  if (/\s/.test(text)) return false;
  if (!URL.canParse(text)) return false;
  return ['http:', 'https:'].includes(new URL(text).protocol);
};

/**
 * Checks one text value. `null` and `undefined` are "not there", which only `mustBeThere` minds.
 * @returns the problem, or null when all is well
 */
export const textProblem = (
  place: string,
  value: unknown,
  rule: TextRule,
  mustBeThere = false,
): Problem | null => {
  if (value == null || value === '' || (typeof value === 'string' && value.trim() === '')) {
    return mustBeThere && rule.required
      ? { place, message: 'is missing; it must have some text before the article goes live' }
      : null;
  }
  if (typeof value !== 'string') {
    return { place, message: `must be a text, but is ${describe(value)}` };
  }
  if (!isStorable(value)) {
    return {
      place,
      message: 'holds a null byte or half of a surrogate pair; remove that character',
    };
  }
  if (value.length > rule.max) {
    return {
      place,
      message: `is ${value.length} characters long; at most ${rule.max} are allowed`,
    };
  }
  if (rule.format === 'url' && !isHttpUrl(value)) {
    return { place, message: `must be an address that begins with https:// or http://` };
  }
  if (rule.format === 'language' && !/^[a-z]{2}$/.test(value)) {
    return { place, message: 'must be a language of two letters, such as en or de' };
  }
  if (rule.format === 'slug' && !SLUG.test(value)) {
    return {
      place,
      message:
        'may hold only letters a-z, digits and - _ . ~, and begins and ends with a letter or digit',
    };
  }
  return null;
};

/** Names a JSON value's type for an error sentence: "a number", "a list". */
export const describe = (value: unknown): string => {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  switch (typeof value) {
    case 'number':
      return 'a number';
    case 'boolean':
      return 'true or false';
    case 'object':
      return 'an object';
    default:
      return `of type ${typeof value}`;
  }
};
