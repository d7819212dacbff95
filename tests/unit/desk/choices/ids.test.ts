import fc from 'fast-check';
import { NO_TEXT } from '../../../../src/plugins/desk/server/src/blank-text';
import {
  idsOf,
  listOf,
  movedId,
  withId,
  withoutId,
} from '../../../../src/plugins/desk/server/src/ids';
import { textSchema } from '../../../../src/plugins/desk/server/src/validation/requests';

const id = fc.integer({ min: 0, max: 30 }).map((n) => `id${n}`);
const ids = fc.uniqueArray(id, { maxLength: 12 });

describe('a list of ids', () => {
  it.each([
    ['', []],
    ['a', ['a']],
    ['b,a,c', ['b', 'a', 'c']],
    [' a , b,', ['a', 'b']],
    ['a,b,a', ['a', 'b']],
  ])('reads "%s"', (list, expected) => expect(idsOf(list)).toEqual(expected));

  it('says the same after it was read and written', () => {
    fc.assert(fc.property(ids, (all) => expect(idsOf(listOf(all))).toEqual(all)));
  });

  it('takes one at the end, and none twice', () => {
    expect(withId('', 'a')).toBe('a');
    expect(withId('b,a', 'c')).toBe('b,a,c');
    expect(withId('b,a', 'b')).toBe('b,a');
  });

  it('leaves the others as they stand when one goes', () => {
    fc.assert(
      fc.property(ids, id, (all, one) => {
        expect(idsOf(withoutId(listOf(all), one))).toEqual(all.filter((each) => each !== one));
      }),
    );
  });

  it('moves one by a place, and nothing past an end', () => {
    expect(movedId('a,b,c', 'c', -1)).toBe('a,c,b');
    expect(movedId('a,b,c', 'a', 1)).toBe('b,a,c');
    expect(movedId('a,b,c', 'a', -1)).toBe('a,b,c');
    expect(movedId('a,b,c', 'c', 1)).toBe('a,b,c');
    expect(movedId('a,b,c', 'x', 1)).toBe('a,b,c');
  });

  it('is moved back by the opposite move', () => {
    fc.assert(
      fc.property(ids, id, (all, one) => {
        const moved = movedId(listOf(all), one, 1);
        if (moved !== listOf(all)) expect(movedId(moved, one, -1)).toBe(listOf(all));
      }),
    );
  });
});

describe('a list of ids in a save', () => {
  const [one, two] = ['a'.repeat(24), 'b'.repeat(24)];
  const isTaken = (topics: string): boolean =>
    textSchema.safeParse({ ...NO_TEXT, details: { ...NO_TEXT.details, topics } }).success;

  it.each(['', one, `${one},${two}`])('"%s" is taken', (list) => expect(isTaken(list)).toBe(true));

  it.each([
    ['something else', 'Crime'],
    ['a gap', `${one},,${two}`],
    ['a space', `${one}, ${two}`],
    ['one twice', `${one},${one}`],
    ['too many', Array.from({ length: 21 }, (_, n) => `${'c'.repeat(22)}${n + 10}`).join(',')],
  ])('%s is refused', (_name, list) => expect(isTaken(list)).toBe(false));
});
