const formats = new Map<string, Intl.DateTimeFormat>();

/** Dates are shown in UTC, as the archive's months are counted. Making a format is slow: each once. */
const format = (language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
  const key = JSON.stringify([language, options]);
  const known = formats.get(key) ?? newFormat(language, { ...options, timeZone: 'UTC' });
  formats.set(key, known);
  return known;
};

const newFormat = (language: string, options: Intl.DateTimeFormatOptions) => {
  try {
    return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, options);
  } catch {
    return new Intl.DateTimeFormat('en-GB', options);
  }
};

export const longDate = (instant: string, language: string): string =>
  format(language, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).format(
    new Date(instant),
  );

export const date = (instant: string, language: string): string =>
  format(language, { day: 'numeric', month: 'long', year: 'numeric' }).format(new Date(instant));

export const shortDate = (instant: string, language: string): string =>
  format(language, { day: 'numeric', month: 'short' }).format(new Date(instant));

export const time = (instant: string, language: string): string =>
  format(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(
    new Date(instant),
  );

/** @param month such as 2026-11 */
export const monthName = (month: string, language: string): string =>
  format(language, { month: 'long', year: 'numeric' }).format(new Date(`${month}-01`));

export const monthAlone = (month: string, language: string): string =>
  format(language, { month: 'long' }).format(new Date(`${month}-01`));

/** The same day in UTC? */
export const sameDay = (a: string, b: string): boolean => a.slice(0, 10) === b.slice(0, 10);

const RIGHT_TO_LEFT = new Set(['ar', 'dv', 'fa', 'he', 'ps', 'sd', 'ug', 'ur', 'yi']);

export const directionOf = (language: string): 'ltr' | 'rtl' =>
  RIGHT_TO_LEFT.has(language.split('-')[0] ?? '') ? 'rtl' : 'ltr';
