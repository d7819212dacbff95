import fc from 'fast-check';
import { diffRelated, type StoredEntry } from '../../../src/api/article/outline/diff';
import {
  handAfterSave,
  handOf,
  isKept,
  originOf,
  type Hand,
  type Owned,
} from '../../../src/api/article/outline/hand';

const owned = (part: Partial<Owned> = {}): Owned => ({
  origin: 'machine',
  hand: {},
  headline: 'Title',
  teaser: 'Teaser.',
  url: null,
  target: 'story',
  ...part,
});

const words = fc.constantFrom(null, '', '  ', 'Title', 'Teaser.', 'Mine');
const flag = fc.constant(true as const);
const hand: fc.Arbitrary<Hand> = fc.record(
  { added: flag, pinned: flag, headline: flag, teaser: flag },
  { requiredKeys: [] },
);
const anyOwned: fc.Arbitrary<Owned> = fc
  .record({
    decided: fc.option(hand, { nil: null }),
    whole: fc.constantFrom('editor' as const, 'machine' as const),
    headline: words,
    teaser: words,
    url: fc.constantFrom(null, 'https://a.example/'),
    target: fc.constantFrom(null, 'story', 'other'),
  })
  .map(({ decided, whole, ...rest }) => ({
    ...rest,
    hand: decided,
    origin: decided ? originOf(decided) : whole,
  }));

describe('what a person decided', () => {
  test('without any decision an entry is its origin’s as a whole', () => {
    expect(handOf(owned({ hand: null }))).toEqual({});
    expect(handOf(owned({ hand: null, origin: 'editor' }))).toEqual({
      added: true,
      headline: true,
      teaser: true,
    });
    expect(handOf(owned({ hand: null, origin: 'editor', headline: '', teaser: null }))).toEqual({
      added: true,
    });
  });

  test('a pin keeps an entry, but does not make it a person’s', () => {
    expect(isKept({ pinned: true })).toBe(true);
    expect(originOf({ pinned: true })).toBe('machine');
    expect(isKept({})).toBe(false);
    expect(originOf({ teaser: true })).toBe('editor');
  });

  test('words are spelt out the same whether or not anybody spelt them out before', () =>
    fc.assert(
      fc.property(anyOwned, (entry) => {
        const spelt = handOf(entry);
        expect(handOf({ ...entry, hand: spelt })).toEqual(spelt);
        expect(originOf(spelt)).toBe(entry.origin);
      }),
    ));
});

describe('after a save', () => {
  test('a save that changes nothing decides nothing', () =>
    fc.assert(
      fc.property(anyOwned, (entry) => {
        expect(handAfterSave(entry, entry)).toEqual({ origin: entry.origin, hand: handOf(entry) });
      }),
    ));

  test('origin and hand never contradict each other, and a pin stays unless the entry leads elsewhere', () =>
    fc.assert(
      fc.property(anyOwned, anyOwned, (before, after) => {
        const result = handAfterSave(before, after);
        if (before.target !== after.target || before.url !== after.url) {
          expect(result).toEqual({ origin: 'editor', hand: null });
          return;
        }
        expect(result.origin).toBe(originOf(result.hand!));
        expect(result.hand!.pinned).toBe(handOf(before).pinned);
        expect(result.hand!.added).toBe(handOf(before).added);
      }),
    ));

  test('new words are a person’s, emptied ones the machine’s again', () => {
    expect(handAfterSave(owned(), { ...owned(), teaser: 'Mine' })).toEqual({
      origin: 'editor',
      hand: { teaser: true },
    });
    const mine = owned({ origin: 'editor', hand: { teaser: true, pinned: true }, teaser: 'Mine' });
    for (const teaser of [null, '', ' '])
      expect(handAfterSave(mine, { ...mine, teaser })).toEqual({
        origin: 'machine',
        hand: { pinned: true },
      });
    expect(handAfterSave(owned({ headline: null }), { ...owned(), headline: '' }).hand).toEqual({});
  });
});

describe('a list written whole', () => {
  const stored = (...hands: Hand[]): StoredEntry[] =>
    hands.map((each, i) => ({
      ...owned({ hand: each, origin: originOf(each), target: `story${i}` }),
      origin: originOf(each),
      id: i + 1,
      documentId: `entry${i}`,
      position: i + 1,
      reason: null,
    }));
  const sent = (entries: StoredEntry[]) =>
    entries.map(({ documentId, headline, teaser, url, target }) => ({
      documentId,
      headline,
      teaser,
      url,
      target,
    }));
  const newId = () => 'new';

  test('the same list writes nothing; with or without ids', () => {
    const list = stored({}, { pinned: true }, { headline: true });
    const bare = sent(list).map(({ documentId: _, ...entry }) => entry);
    for (const wanted of [sent(list), bare])
      expect(diffRelated(list, wanted, newId)).toEqual({ entries: [], gone: [], problems: [] });
  });

  test('an order that somebody gave pins all; taking out or adding pins none', () => {
    const list = stored({}, { pinned: true }, { headline: true });
    const [a, b, c] = sent(list);
    const order = diffRelated(list, [c!, a!, b!], newId);
    expect(order.entries.map(({ documentId, hand: h, origin }) => [documentId, h, origin])).toEqual(
      [
        ['entry2', { headline: true, pinned: true }, 'editor'],
        ['entry0', { pinned: true }, 'machine'],
        ['entry1', { pinned: true }, 'machine'],
      ],
    );
    const added = { headline: 'Mine', teaser: null, url: null, target: null };
    const fewer = diffRelated(list, [a!, added, c!], newId);
    expect(fewer.gone.map(({ documentId }) => documentId)).toEqual(['entry1']);
    expect(fewer.entries).toMatchObject([
      { documentId: 'new', origin: 'editor', hand: null, position: 2 },
    ]);
  });
});
