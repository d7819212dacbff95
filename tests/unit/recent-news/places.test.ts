import fc from 'fast-check';
import {
  assemble,
  type Proposal,
} from '../../../src/plugins/recent-news/server/src/lists/assemble';
import { decide, type Decision } from '../../../src/plugins/recent-news/server/src/lists/decide';
import {
  isKept,
  NO_RULES,
  type ListEntry,
  type ListRules,
} from '../../../src/plugins/recent-news/server/src/lists/types';

const proposal = (target: string): Proposal => ({
  target,
  headline: target,
  teaser: null,
  reason: {
    rung: 'related',
    relatedness: 0.5,
    space: 0.5,
    lexical: 0,
    lexicalWeight: 0,
    rank: 1,
    terms: [],
    age: 1,
    spaceVersion: 1,
  },
});
const PROPOSALS = Array.from({ length: 12 }, (_, i) => proposal(`story${i}`));
const COUNT = 3;
const MOST = 5;

interface List {
  entries: ListEntry[];
  rules: ListRules;
}
const complete = ({ entries, rules }: List): List => ({
  rules,
  entries: assemble(entries, PROPOSALS, rules, COUNT, MOST, () => true),
});
const names = ({ entries }: List): (string | null)[] =>
  entries.map(({ target, url }) => target ?? url);
const link = (n: number, place?: number): Decision => ({
  kind: 'link',
  url: `https://elsewhere.example/${n}`,
  headline: `Link ${n}`,
  place,
});
const fresh = complete({ entries: [], rules: NO_RULES });
const done = (list: List, ...decisions: Decision[]): List =>
  complete(decisions.reduce((each, decision, i) => decide(each, decision, MOST, `new${i}`), list));

test('who hides an entry, or takes a link away, moves no pinned one', () => {
  const pinned = done(fresh, { kind: 'pin', which: { target: 'story2' } });
  const hidden = done(pinned, { kind: 'hide', which: { target: 'story0' } });
  expect(names(hidden)).toEqual(['story1', 'story3', 'story2']);
  const linked = done(pinned, link(1, 1));
  expect(names(linked)).toEqual(['https://elsewhere.example/1', 'story0', 'story2']);
  const released = done(linked, { kind: 'release', which: { entry: 'new0' } });
  expect(names(released)).toEqual(['story0', 'story1', 'story2']);
});

test('a list takes no more entries than it may hold, and what a person put there counts first', () => {
  const links = (count: number): Decision[] => Array.from({ length: count }, (_, n) => link(n));
  const full = done(fresh, ...links(MOST));
  expect(full.entries).toHaveLength(MOST);
  expect(() => done(full, link(9))).toThrow(/5 entries at most/);
  expect(() => done(full, { kind: 'add', target: 'story9' })).toThrow(/5 entries at most/);
  expect(() => done(fresh, ...links(MOST + 1))).toThrow(/5 entries at most/);
  const room = done(full, { kind: 'release', which: { entry: 'new0' } });
  expect(done(room, { kind: 'add', target: 'story9' }).entries).toHaveLength(MOST);
  // By the machine's entries, too, that a lock keeps or that an editor's pin makes a person's.
  expect(() => done(fresh, { kind: 'lock' }, ...links(3))).toThrow(/5 entries at most/);
  const pins = ['story0', 'story1'].map((target): Decision => ({ kind: 'pin', which: { target } }));
  expect(() => done(fresh, ...links(4), ...pins)).toThrow(/5 entries at most/);
});

test('the machine leaves out what there is no room for, whatever readers see', () => {
  const asleep = done(fresh, link(0), link(1), link(2), link(3));
  const entries = assemble(asleep.entries, PROPOSALS, NO_RULES, COUNT, MOST, () => false);
  expect(entries).toHaveLength(MOST);
});

test('a list that is too long from before may be made shorter', () => {
  const long = done(fresh, link(0), link(1), link(2), link(3), link(4));
  const [first] = long.entries;
  const longer = { ...long, entries: [...long.entries, { ...first!, documentId: 'more' }] };
  const shorter = done(longer, { kind: 'release', which: { entry: 'more' } });
  expect(shorter.entries).toHaveLength(MOST);
  expect(done(longer, { kind: 'pin', which: { entry: 'more' } }).entries).toHaveLength(MOST + 1);
});

test('in a locked list what is hidden leaves no hole, and what was hidden in the same breath neither', () => {
  const locked = done(fresh, { kind: 'lock' });
  const shorter = done(locked, { kind: 'hide', which: { target: 'story1' } });
  expect(names(shorter)).toEqual(['story0', 'story2']);
  const both = done(fresh, { kind: 'hide', which: { target: 'story1' } }, { kind: 'lock' });
  expect(names(both)).toEqual(['story0', 'story2']);
});

test('whatever is hidden, every kept entry stays in its place', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.nat({ max: COUNT - 1 }), { minLength: 1, maxLength: COUNT - 1 }),
      fc.array(fc.nat({ max: COUNT - 1 }), { minLength: 1, maxLength: 5 }),
      (pins, hides) => {
        let list = done(
          fresh,
          ...pins.map((at): Decision => ({ kind: 'pin', which: { target: `story${at}` } })),
        );
        const places = (each: List) =>
          each.entries.flatMap((entry, at) => (isKept(entry) ? [[at, entry.target]] : []));
        const before = places(list);
        for (const at of hides) {
          const entry = list.entries[at]!;
          if (isKept(entry)) continue;
          list = done(list, { kind: 'hide', which: { target: entry.target! } });
          expect(places(list)).toEqual(before);
          expect(list.entries).toHaveLength(COUNT);
          expect(names(list)).not.toContain(entry.target);
        }
      },
    ),
  );
});
