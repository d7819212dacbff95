/** Austria says Jänner. */
const LANGUAGES = ['en', 'de', 'de-AT'];

const keyOf = (name: string): string =>
  name
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\p{M}.]/gu, '');

const MONTHS = new Set([
  'sept',
  ...LANGUAGES.flatMap((language) =>
    (['long', 'short'] as const).flatMap((month) => {
      const format = new Intl.DateTimeFormat(language, { month, timeZone: 'UTC' });
      return Array.from({ length: 12 }, (_, i) => keyOf(format.format(Date.UTC(2025, i, 15))));
    }),
  ),
]);

/** Whether the first word is a month, as it is after the day in "1. Mai". */
export const beginsWithMonth = (text: string): boolean =>
  MONTHS.has(keyOf(/^[\p{L}\p{M}]+/u.exec(text)?.[0] ?? ''));
