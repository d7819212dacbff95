import { errors } from '@strapi/utils';
import type { LooseParams } from './types';

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const mentions = (value: unknown, key: string): boolean => {
  if (Array.isArray(value)) return value.some((item) => mentions(item, key));
  if (!isObject(value)) return false;
  return Object.entries(value).some(([name, inner]) => name === key || mentions(inner, key));
};

const sortsBy = (sort: unknown, key: string): boolean =>
  typeof sort === 'string'
    ? sort.split(',').some((part) =>
        part
          .trim()
          .split(/[:.[\]]/)
          .includes(key),
      )
    : Array.isArray(sort)
      ? sort.some((part) => sortsBy(part, key))
      : mentions(sort, key);

/**
 * The outline has no stored value: the database would answer a filter on it with an error, or with
 * nothing.
 * @param place where in the query this stands, with a dot behind it
 * @throws errors.ValidationError
 */
export const refuseOutlineInQuery = (
  { filters, sort, populate }: LooseParams,
  place = '',
): void => {
  if (mentions(filters, 'outline')) {
    throw new errors.ValidationError(
      `${place}filters.outline: the outline cannot be filtered by; filter by sections instead, such as filters[sections][heading][$contains]`,
    );
  }
  if (sortsBy(sort, 'outline')) {
    throw new errors.ValidationError(
      `${place}sort: the outline cannot be sorted by; sort by title, firstPublishedAt or updatedAt`,
    );
  }
  if (!isObject(populate)) return;
  for (const [name, inner] of Object.entries(populate))
    if (isObject(inner)) refuseOutlineInQuery(inner, `${place}populate.${name}.`);
};
