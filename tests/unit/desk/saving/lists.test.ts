import fc from 'fast-check';
import { ancestorOfLists, mergeLists } from '../../../../src/plugins/desk/admin/src/saving/lists';

const list = fc
  .uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'))
  .map((ids) => ids.join(','));
const inList = (text: string): Set<string> => new Set(text.split(',').filter(Boolean));

describe('mergeLists', () => {
  it.each([
    // base, mine, theirs, together
    ['', 'a', 'b', 'a,b'],
    ['a', 'a,b', 'a,c', 'a,b,c'],
    ['a,b', 'b', 'a,b,c', 'b,c'],
    ['a,b', 'a,b,c', 'a', 'a,c'],
    ['a,b', 'a', 'b', ''],
    ['a,b,c', 'c,b,a', 'a,b,c,d', 'c,d,b,a'],
    ['a,b,c', 'a,b,c,d', 'c,b,a', 'c,d,b,a'],
    ['a,b,c', 'b,a,c', 'a,c,b', 'b,a,c'],
    ['a', 'b', 'c', 'b,c'],
  ])('of %j: I say %j, they say %j, together %j', (base, mine, theirs, together) => {
    expect(mergeLists(base, mine, theirs)).toBe(together);
  });

  it('has what either added and nothing that either removed, each once, whoever comes first', () => {
    fc.assert(
      fc.property(list, list, list, (base, mine, theirs) => {
        const [b, m, t] = [inList(base), inList(mine), inList(theirs)];
        const wanted = [...'abcdef'].filter((id) =>
          b.has(id) ? m.has(id) && t.has(id) : m.has(id) || t.has(id),
        );
        for (const merged of [mergeLists(base, mine, theirs), mergeLists(base, theirs, mine)])
          expect(merged.split(',').filter(Boolean).sort()).toEqual(wanted);
      }),
    );
  });

  it('is what the one side says where the other left it', () => {
    fc.assert(
      fc.property(list, list, (base, other) => {
        expect(mergeLists(base, other, base)).toBe(other);
        expect(mergeLists(base, base, other)).toBe(other);
        expect(mergeLists(base, other, other)).toBe(other);
      }),
    );
  });
});

describe('ancestorOfLists', () => {
  it('is what was sent when just that arrived, and the base when nothing did', () => {
    fc.assert(
      fc.property(list, list, (base, sent) => {
        expect(ancestorOfLists(base, sent, sent)).toBe(sent);
        expect(inList(ancestorOfLists(base, sent, base))).toEqual(inList(base));
      }),
    );
  });

  it('takes from what was sent only what arrived', () => {
    expect(ancestorOfLists('a,b', 'b,c,d', 'b,d,e')).toBe('b,d');
  });
});
