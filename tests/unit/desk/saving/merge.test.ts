import fc from 'fast-check';
import type { DeskText } from '../../../../src/plugins/desk/server/src/contracts';
import { ancestorOf } from '../../../../src/plugins/desk/admin/src/saving/ancestor';
import { merge } from '../../../../src/plugins/desk/admin/src/saving/merge';
import { sameText, textsOf, withText } from '../../../../src/plugins/desk/admin/src/saving/parts';
import { applyAll, edit, idsOf, marksIn, page, shape } from './texts';

const BASE = page('a: a1 a2 a3', 'b: b1 b2', 'c: c1');
const edits = fc.array(edit, { maxLength: 8 });
const of = (text: DeskText, ...changes: [string, string][]): DeskText =>
  changes.reduce((whole, [key, value]) => withText(whole, key, value), text);

describe('merge', () => {
  it('takes what only one side touched', () => {
    const mine = of(BASE, ['title', 'My title'], ['section:b:heading', 'Mine'], ['bullet:c1', 'M']);
    const theirs = of(
      BASE,
      ['lead', 'Their lead'],
      ['section:b:lead', 'T'],
      ['details.byline', 'B'],
    );
    const { merged, conflicts, notices } = merge(BASE, mine, theirs);
    expect(conflicts).toEqual([]);
    expect(notices).toEqual([]);
    expect(merged).toEqual(
      of(mine, ['lead', 'Their lead'], ['section:b:lead', 'T'], ['details.byline', 'B']),
    );
  });

  it.each(['title', 'details.byline', 'section:b:heading', 'section:a:lead', 'bullet:a2'])(
    'keeps mine and both tellings where both changed %s',
    (key) => {
      const { merged, conflicts } = merge(BASE, of(BASE, [key, 'mine']), of(BASE, [key, 'theirs']));
      expect(conflicts).toEqual([
        { key, base: textsOf(BASE).get(key), mine: 'mine', theirs: 'theirs' },
      ]);
      expect(textsOf(merged).get(key)).toBe('mine');
    },
  );

  it('brings together two people who changed one list of topics, without a question', () => {
    const [mine, theirs] = ['coast,trains,sea,water', 'water,trains,ports'];
    const { merged, conflicts } = merge(
      BASE,
      of(BASE, ['details.topics', mine]),
      of(BASE, ['details.topics', theirs]),
    );
    expect(conflicts).toEqual([]);
    expect(merged.details.topics).toBe('water,trains,sea,ports');
  });

  it('lets an edit win over a removal, in either direction, and says so', () => {
    const removed = page('a: a1 a3', 'c: c1');
    const edited = of(BASE, ['bullet:a2', 'edited']);
    expect(merge(BASE, removed, edited)).toMatchObject({
      conflicts: [],
      notices: [{ kind: 'kept', part: 'bullet', id: 'a2', removedBy: 'mine', text: 'edited' }],
    });
    expect(shape(merge(BASE, removed, edited).merged)).toEqual(['a: a1 a2 a3', 'c: c1']);
    const back = merge(BASE, of(BASE, ['bullet:b2', 'edited']), removed);
    expect(shape(back.merged)).toEqual(['a: a1 a3', 'b: b1 b2', 'c: c1']);
    expect(back.notices).toEqual([
      { kind: 'kept', part: 'section', id: 'b', removedBy: 'theirs', text: 'heading b' },
    ]);
  });

  it('keeps what both added, and their order', () => {
    const mine = page('a: a1 m1 m2 a2 a3', 'm: m3', 'b: b1 b2', 'c: c1');
    const theirs = page('a: a1 a2 a3 t1', 'b: b1 b2 t2', 't: t3', 'c: c1');
    expect(shape(merge(BASE, mine, theirs).merged)).toEqual([
      'a: a1 m1 m2 a2 a3 t1',
      'm: m3',
      'b: b1 b2 t2',
      't: t3',
      'c: c1',
    ]);
  });

  it('takes my order when both changed it, with their additions after what they followed', () => {
    const mine = page('c: c1', 'a: a3 a2 a1', 'b: b1 b2');
    const theirs = page('b: b1 b2', 't: t1', 'a: a2 t2 a1 a3', 'c: c1');
    expect(shape(merge(BASE, mine, theirs).merged)).toEqual([
      'c: c1',
      'a: a3 a2 t2 a1',
      'b: b1 b2',
      't: t1',
    ]);
  });

  it('follows a bullet to another section together with its new text', () => {
    const mine = page('a: a1 a3', 'b: b1 a2 b2', 'c: c1');
    const { merged, conflicts } = merge(BASE, mine, of(BASE, ['bullet:a2', 'new']));
    expect(conflicts).toEqual([]);
    expect(merged).toEqual(of(mine, ['bullet:a2', 'new']));
  });

  it("keeps the other side's telling alone: merge(b,m,b)=m, merge(b,b,t)=t, merge(b,x,x)=x", () => {
    fc.assert(
      fc.property(edits, (own) => {
        const text = applyAll(BASE, own, 'm');
        for (const result of [
          merge(BASE, text, BASE),
          merge(BASE, BASE, text),
          merge(BASE, text, text),
        ])
          expect(result).toEqual({ merged: text, conflicts: [], notices: [] });
      }),
      { numRuns: 500 },
    );
  });

  it('never loses an added or edited text, nor makes an id twice', () => {
    fc.assert(
      fc.property(edits, edits, (own, others) => {
        const mine = applyAll(BASE, own, 'm');
        const theirs = applyAll(BASE, others, 't');
        const { merged, conflicts } = merge(BASE, mine, theirs);
        const ids = idsOf(merged);
        expect(new Set(ids).size).toBe(ids.length);
        const all = marksIn([merged, conflicts]);
        for (const mark of [...marksIn(mine), ...marksIn(theirs)]) expect(all).toContain(mark);
        const conflicted = new Set(conflicts.map(({ key }) => key));
        const told = textsOf(merged);
        for (const [key, text] of textsOf(mine))
          if (conflicted.has(key)) expect(told.get(key)).toBe(text);
      }),
      { numRuns: 1000 },
    );
  });

  it('merges disjoint edits without a question', () => {
    const keys = [...textsOf(BASE).keys()];
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('m', 't', '-'), {
          minLength: keys.length,
          maxLength: keys.length,
        }),
        (whose) => {
          const by = (who: string) =>
            keys.reduce(
              (text, key, n) => (whose[n] === who ? withText(text, key, who + n) : text),
              BASE,
            );
          const { merged, conflicts } = merge(BASE, by('m'), by('t'));
          expect(conflicts).toEqual([]);
          const told = textsOf(merged);
          keys.forEach((key, n) =>
            expect(told.get(key)).toBe(whose[n] === '-' ? textsOf(BASE).get(key) : whose[n]! + n),
          );
        },
      ),
    );
  });
});

describe('ancestorOf', () => {
  it('is what was sent when just that arrived, and the base when nothing did', () => {
    fc.assert(
      fc.property(edits, (own) => {
        const sent = applyAll(BASE, own, 'm');
        expect(sameText(ancestorOf(BASE, sent, sent), sent)).toBe(true);
        expect(sameText(ancestorOf(BASE, sent, BASE), BASE)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('lets what I typed after a lost answer stand, also when somebody saved on top', () => {
    const sent = of(page('a: a1 a3 n', 'b: b1 b2', 'c: c1'), ['title', 'My']);
    const theirs = of(sent, ['lead', 'Their lead']);
    // Typed on, took the removal of a2 back, and removed the new bullet.
    const mine = of(BASE, ['title', 'My title']);
    const { merged, conflicts } = merge(ancestorOf(BASE, sent, theirs), mine, theirs);
    expect(conflicts).toEqual([]);
    expect(merged).toEqual(of(mine, ['lead', 'Their lead']));
  });

  it('takes a topic back that I removed in a save without an answer, and keeps what they chose', () => {
    const sent = of(BASE, ['details.topics', 'coast,water,mine']);
    const theirs = of(sent, ['details.topics', 'coast,theirs,water,mine']);
    const mine = of(BASE, ['details.topics', 'coast,trains,water']);
    const { merged, conflicts } = merge(ancestorOf(BASE, sent, theirs), mine, theirs);
    expect(conflicts).toEqual([]);
    expect(merged.details.topics).toBe('coast,trains,theirs,water');
  });
});
