import { zoneOffsetMinutes, zoneNames } from './time-zones';

/**
 * Reads one date, whole text only. `null`: this is not a date at all. A problem says what is wrong
 * with it and what would be right; nothing is guessed.
 *
 * Read are ISO 8601, "March 3, 2025", "3 March 2025", "3rd of Mar. 2025" (month names of English,
 * German, French, Spanish, Italian, Portuguese and Dutch), 13/11/2025 and 11/13/2025, each with or
 * without a weekday, a time (14:05, 2:05 PM, "at 2 pm") before or after, and a zone.
 * A date without a zone is taken as UTC; a date without a time is midnight.
 */
export type DateReading =
  { kind: 'date'; iso: string } | { kind: 'problem'; message: string } | null;

const RIGHT = 'write it like 2025-11-09, or with the name of the month';

const LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl'];

const monthKey = (name: string): string =>
  name
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\p{M}.]/gu, '');

const buildMonths = (): Map<string, number> => {
  const months = new Map<string, number>();
  for (const language of LANGUAGES) {
    for (const month of ['long', 'short'] as const) {
      const format = new Intl.DateTimeFormat(language, { month, timeZone: 'UTC' });
      for (let index = 0; index < 12; index += 1) {
        const key = monthKey(format.format(new Date(Date.UTC(2025, index, 15))));
        if (!months.has(key)) months.set(key, index + 1);
      }
    }
  }
  months.set('sept', 9);
  return months;
};

const MONTHS = buildMonths();

const WEEKDAY =
  /^(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+(?=[\p{L}\d])/iu;

const DATE_FORMS = {
  iso: /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)/u,
  monthFirst:
    /^(\p{L}[\p{L}\p{M}]{2,11})\.?\s+(\d{1,2})(?:st|nd|rd|th)?(?:\s*,\s*|\s+)(\d{4})(?![\d:])/iu,
  dayFirst:
    /^(\d{1,2})(?:st|nd|rd|th|\.|º|er)?[\s-]+(?:(?:of|de)\s+)?(\p{L}[\p{L}\p{M}]{2,11})\.?,?[\s-]+(?:(?:de|del)\s+)?(\d{4})(?![\d:])/iu,
  numeric: /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?!\d)/u,
  noYear:
    /^(?:(\p{L}[\p{L}\p{M}]{2,11})\.?\s+(\d{1,2})|(\d{1,2})\.?\s+(\p{L}[\p{L}\p{M}]{2,11})\.?)(?:st|nd|rd|th)?$/iu,
};

const TIME =
  /^(?:(\d{1,2})[:.h](\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?|(\d{1,2})(?=\s*[ap]\.?m))\s*([ap]\.?m\.?(?!\p{L}))?/iu;

const RELATIVE =
  /^(?:(?:just now|today|yesterday|tomorrow)|(?:an?|\d{1,3}|one|two|three) (?:second|sec|minute|min|hour|hr|day|week|month|year)s? ago|last (?:week|month|year|monday|tuesday|wednesday|thursday|friday|saturday|sunday))$/iu;

interface Day {
  year: number;
  month: number;
  day: number;
}

interface Clock {
  hours: number;
  minutes: number;
  seconds: number;
}

type Part<T> = { value: T; rest: string } | { problem: string; right?: string } | null;

const problem = (text: string, why: string, right = RIGHT): DateReading => ({
  kind: 'problem',
  message: `“${text}” ${why}: ${right}`,
});

const daysIn = (year: number, month: number): number =>
  new Date(Date.UTC(year, month, 0)).getUTCDate();

const checkDay = (day: Day): string | null => {
  if (day.month < 1 || day.month > 12) return 'names a month that does not exist';
  if (day.year < 1000) return 'names a year before 1000';
  if (day.day < 1 || day.day > daysIn(day.year, day.month))
    return 'names a day that does not exist';
  return null;
};

const readDay = (text: string): Part<Day> => {
  const iso = DATE_FORMS.iso.exec(text);
  if (iso) {
    const value = { year: Number(iso[1]), month: Number(iso[3]), day: Number(iso[4]) };
    return { value, rest: text.slice(iso[0].length) };
  }
  const monthFirst = DATE_FORMS.monthFirst.exec(text);
  const month = monthFirst && MONTHS.get(monthKey(monthFirst[1] ?? ''));
  if (monthFirst && month) {
    const value = { year: Number(monthFirst[3]), month, day: Number(monthFirst[2]) };
    return { value, rest: text.slice(monthFirst[0].length) };
  }
  const dayFirst = DATE_FORMS.dayFirst.exec(text);
  const namedMonth = dayFirst && MONTHS.get(monthKey(dayFirst[2] ?? ''));
  if (dayFirst && namedMonth) {
    const value = { year: Number(dayFirst[3]), month: namedMonth, day: Number(dayFirst[1]) };
    return { value, rest: text.slice(dayFirst[0].length) };
  }
  const numeric = DATE_FORMS.numeric.exec(text);
  if (numeric) {
    const rest = text.slice(numeric[0].length);
    const first = Number(numeric[1]);
    const second = Number(numeric[3]);
    const year = Number(numeric[4]);
    if (numeric[4]?.length === 2) return { problem: 'has a year of two digits' };
    if (first > 12 && second > 12) return { problem: 'names a month that does not exist' };
    if (first > 12) return { value: { year, month: second, day: first }, rest };
    if (second > 12 || first === second)
      return { value: { year, month: first, day: second }, rest };
    const written = (month: number, day: number): string =>
      `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
    return {
      problem: 'may be day/month/year or month/day/year',
      right: `write ${written(second, first)} or ${written(first, second)}`,
    };
  }
  return null;
};

const readClock = (text: string): Part<Clock> => {
  const match = TIME.exec(text);
  if (!match) return null;
  const rest = text.slice(match[0].length);
  let hours = Number(match[1] ?? match[4]);
  const minutes = Number(match[2] ?? 0);
  const seconds = Number(match[3] ?? 0);
  const half = match[5]?.[0]?.toLowerCase();
  if (hours > 23 || minutes > 59 || seconds > 59 || (half && (hours < 1 || hours > 12))) {
    return { problem: 'names a time that does not exist' };
  }
  if (half === 'p' && hours < 12) hours += 12;
  if (half === 'a' && hours === 12) hours = 0;
  return { value: { hours, minutes, seconds }, rest };
};

/** What may stand between a day and a time. */
const GLUE = /^(?:\s*[,|·–—-]\s*|\s+|T)(?:(?:at|on|um|à)\s+)?/u;
const ZONE =
  /^\s*\(?([A-Za-z]{1,5}(?:[+-]\d{1,2}(?::?\d{2})?)?|[+-]\d{2}(?::?\d{2})?)\)?\s*(?:time)?$/u;

const MIDNIGHT: Clock = { hours: 0, minutes: 0, seconds: 0 };

const finish = (text: string, day: Day, clock: Clock, zoneText: string): DateReading => {
  const wrong = checkDay(day);
  if (wrong) return problem(text, wrong);
  const wall = Date.UTC(
    day.year,
    day.month - 1,
    day.day,
    clock.hours,
    clock.minutes,
    clock.seconds,
  );
  if (zoneText.trim() === '') return { kind: 'date', iso: new Date(wall).toISOString() };
  const name = ZONE.exec(zoneText)?.[1];
  if (!name) return null;
  const offset = zoneOffsetMinutes(name, wall);
  if (offset === null) {
    return problem(text, `has a time zone that is not known or not unique (${name})`, zoneNames());
  }
  return { kind: 'date', iso: new Date(wall - offset * 60_000).toISOString() };
};

/** No date with its time, zone and weekday is longer than this. */
const LONGEST_DATE = 80;

/** Reads a whole text as one date; see {@link DateReading}. */
export const readDate = (input: string): DateReading => {
  const text = input.trim();
  if (text === '' || text.length > LONGEST_DATE) return null;
  const clean = text.replace(/\s+/gu, ' ').replace(WEEKDAY, '');
  const bare = /[ap]\.m\.$/iu.test(clean) ? clean : clean.replace(/\.$/u, '');
  if (RELATIVE.test(bare)) return problem(text, 'is not a fixed date');

  const day = readDay(bare);
  if (day) {
    if ('problem' in day) return problem(text, day.problem, day.right);
    if (day.rest.trim() === '') return finish(text, day.value, MIDNIGHT, '');
    const glue = GLUE.exec(day.rest);
    if (!glue) return null;
    const clock = readClock(day.rest.slice(glue[0].length));
    if (!clock) return null;
    if ('problem' in clock) return problem(text, clock.problem);
    return finish(text, day.value, clock.value, clock.rest);
  }

  const clock = readClock(bare);
  if (clock) {
    if ('problem' in clock) return null;
    const between = /^\s*\(?([A-Za-z]{1,5})?\)?(?:\s*[,|·–—-]\s*|\s+)(?:on\s+)?(.+)$/u.exec(
      clock.rest,
    );
    const late = between && readDay((between[2] ?? '').replace(WEEKDAY, ''));
    if (!late) return null;
    if ('problem' in late) return problem(text, late.problem, late.right);
    if (late.rest.trim() !== '') return null;
    return finish(text, late.value, clock.value, between[1] ?? '');
  }

  const noYear = DATE_FORMS.noYear.exec(bare);
  if (noYear && MONTHS.has(monthKey(noYear[1] ?? noYear[4] ?? ''))) {
    return problem(text, 'has no year');
  }
  return null;
};
