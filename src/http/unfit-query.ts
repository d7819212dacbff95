/** Where a query is wrong (`populate.sections.sort`), and a sentence. */
interface Unfit {
  place: string;
  message: string;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);

const sortsOf = (sort: unknown): string[] =>
  asList(sort).flatMap((each) => (typeof each === 'string' ? each.split(',') : []));

const unfitOrder = (sort: unknown, place: string): Unfit | null =>
  sortsOf(sort).every((each) => /^[^:]*(:(asc|desc)?)?$/i.test(each.trim()))
    ? null
    : { place, message: 'must be a field, or a field with :asc or :desc behind it' };

/** `article.title`, `article[title]`, `{ article: { title: 'asc' } }` */
const leavesItsType = (sort: unknown): boolean =>
  sortsOf(sort).some((each) => /[.[]/.test(each)) ||
  asList(sort).some((each) => isObject(each) && Object.values(each).some(isObject));

/** Strapi makes SQL that Postgres cannot read of a populated relation sorted by what hangs on it. */
const unfitPopulate = (populate: unknown, place: string): Unfit | null => {
  if (!isObject(populate)) return null;
  for (const [name, inner] of Object.entries(populate)) {
    if (!isObject(inner)) continue;
    const here = `${place}.${name}`;
    const problem =
      unfitOrder(inner.sort, `${here}.sort`) ??
      (leavesItsType(inner.sort)
        ? {
            place: `${here}.sort`,
            message: `must be a field of ${name} itself, such as ${here.replace(/\.([^.]+)/g, '[$1]')}[sort]=updatedAt:desc`,
          }
        : null) ??
      unfitPopulate(inner.populate, `${here}.populate`) ??
      unfitPopulate(inner.on, `${here}.on`);
    if (problem) return problem;
  }
  return null;
};

/**
 * What Strapi's own checks of a query let through to a place where it breaks.
 * @returns null when there is nothing of that
 */
export const unfitQuery = ({ _q: words, sort, populate }: Record<string, unknown>): Unfit | null =>
  words !== undefined && typeof words !== 'string'
    ? { place: '_q', message: 'must be one text' }
    : (unfitOrder(sort, 'sort') ?? unfitPopulate(populate, 'populate'));
