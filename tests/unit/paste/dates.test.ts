import fc from 'fast-check';
import { readDate } from '../../../src/api/article/paste/dates';

const iso = (text: string): string | null => {
  const reading = readDate(text);
  return reading?.kind === 'date' ? reading.iso : null;
};

describe('dates', () => {
  test.each([
    ['March 3, 2025', '2025-03-03T00:00:00.000Z'],
    ['3 March 2025', '2025-03-03T00:00:00.000Z'],
    ['3rd of March 2025', '2025-03-03T00:00:00.000Z'],
    ['Mon., Mar 3, 2025', '2025-03-03T00:00:00.000Z'],
    ['Sept. 9, 2025', '2025-09-09T00:00:00.000Z'],
    ['2025-03-03', '2025-03-03T00:00:00.000Z'],
    ['2025-03-03T10:15:00.123-05:00', '2025-03-03T15:15:00.000Z'],
    ['March 3, 2025, 10:15 AM ET', '2025-03-03T15:15:00.000Z'],
    ['July 3, 2025 at 10:15 a.m. ET', '2025-07-03T14:15:00.000Z'],
    ['July 3, 2025 at 10 pm PDT', '2025-07-04T05:00:00.000Z'],
    ['3 Mar 2025 14:05 UTC', '2025-03-03T14:05:00.000Z'],
    ['Mon 3 Mar 2025 02.00 EST', '2025-03-03T07:00:00.000Z'],
    ['10:15 AM ET, March 3, 2025', '2025-03-03T15:15:00.000Z'],
    ['1 April 2025 10:15 UTC+2', '2025-04-01T08:15:00.000Z'],
    ['December 12, 1999 12:00 AM', '1999-12-12T00:00:00.000Z'],
    ['3. März 2025', '2025-03-03T00:00:00.000Z'],
    ['3 de marzo de 2025', '2025-03-03T00:00:00.000Z'],
    ['13/11/2025', '2025-11-13T00:00:00.000Z'],
    ['11/13/2025', '2025-11-13T00:00:00.000Z'],
    ['05/05/2025', '2025-05-05T00:00:00.000Z'],
    ['29 Feb 2024', '2024-02-29T00:00:00.000Z'],
  ])('%s', (text, expected) => {
    expect(iso(text)).toBe(expected);
  });

  test.each([
    ['09/11/2025', 'write 2025-11-09 or 2025-09-11'],
    ['9.11.2025', 'write 2025-11-09 or 2025-09-11'],
    ['3/4/25', 'two digits'],
    ['31/02/2025', 'day that does not exist'],
    ['29 Feb 2025', 'day that does not exist'],
    ['13/13/2025', 'month that does not exist'],
    ['2025-13-01', 'month that does not exist'],
    ['March 3, 2025 25:15', 'time that does not exist'],
    ['3 Mar 2025 14:05 IST', 'IST'],
    ['March 3', 'no year'],
    ['Yesterday', 'not a fixed date'],
  ])('%s is reported, not guessed', (text, why) => {
    const reading = readDate(text);
    expect(reading).toMatchObject({ kind: 'problem' });
    expect(reading?.kind === 'problem' && reading.message).toContain(`“${text}”`);
    expect(reading?.kind === 'problem' && reading.message).toContain(why);
  });

  test.each([
    '',
    'May we come in?',
    '2025',
    'May 5, 2025 in Rome',
    'A 3 March 2025 story',
    '10:15',
  ])('“%s” is no date', (text) => {
    expect(readDate(text)).toBeNull();
  });

  test('any written day comes back, in four spellings', () => {
    const day = fc.date({
      min: new Date('1900-01-01T00:00:00Z'),
      max: new Date('2199-12-31T00:00:00Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(day, (date) => {
        const whole = `${date.toISOString().slice(0, 10)}T00:00:00.000Z`;
        const spell = (locale: string, month: 'long' | 'short'): string =>
          new Intl.DateTimeFormat(locale, {
            day: 'numeric',
            month,
            year: 'numeric',
            timeZone: 'UTC',
          }).format(date);
        const spellings = [
          spell('en-US', 'long'),
          spell('en-GB', 'short'),
          spell('en-GB', 'long'),
          whole.slice(0, 10),
        ];
        for (const text of spellings) expect([text, iso(text)]).toEqual([text, whole]);
      }),
    );
  });
});
