import { undo } from 'prosemirror-history';
import fc from 'fast-check';
import { TextSelection, type EditorState } from 'prosemirror-state';
import type { DecorationSet } from 'prosemirror-view';
import type { DeskBody } from '../../../../src/plugins/desk/server/src/contracts';
import { sameBody, toBody } from '../../../../src/plugins/desk/admin/src/editor/body';
import { LIMITS } from '../../../../src/plugins/desk/admin/src/config';
import { notesOf } from '../../../../src/plugins/desk/admin/src/editor/counters';
import {
  moveBlocks,
  movedBy,
  rangeOf,
  snapTarget,
} from '../../../../src/plugins/desk/admin/src/editor/move';
import { emptyBlocks } from '../../../../src/plugins/desk/admin/src/editor/placeholders';
import { indexOfPlace, placesOf } from '../../../../src/plugins/desk/admin/src/editor/places';
import {
  problemsPlugin,
  setProblems,
} from '../../../../src/plugins/desk/admin/src/editor/problems';
import { replaceBody } from '../../../../src/plugins/desk/admin/src/editor/replace';
import { countSentences } from '../../../../src/plugins/desk/server/src/sentences';
import { createState } from '../../../../src/plugins/desk/admin/src/editor/state';
import { ids, lines, page, run, type } from './page';

const BODY: DeskBody = {
  title: 'Title',
  lead: 'Lead',
  sections: [
    {
      id: 's1',
      heading: 'One',
      lead: 'Says',
      bullets: [
        { id: 'b1', text: 'a' },
        { id: 'b2', text: '' },
      ],
    },
    { id: 's2', heading: 'Two', lead: '', bullets: [{ id: 'b3', text: 'c' }] },
  ],
};

describe('normalising', () => {
  const mended = (...given: string[]) => lines(page('T t', 'S s', ...given)).slice(2);
  it('puts a heading above what has none', () => {
    expect(mended('B b')).toEqual(['H ', 'B b']);
    expect(mended('L l', 'L m')).toEqual(['H ', 'L l', 'B m']);
  });
  it('makes a lead elsewhere a bullet', () => {
    expect(mended('H h', 'B b', 'L l')).toEqual(['H h', 'B b', 'B l']);
    expect(mended('H h', 'L l', 'L m', 'H i', 'L n')).toEqual(['H h', 'L l', 'B m', 'H i', 'L n']);
  });
  it('gives ids where they are missing or doubled', () => {
    const [section] = BODY.sections;
    const state = createState({ ...BODY, sections: [section!, section!, { ...section!, id: '' }] });
    const all = ids(state).filter((_id, i) => i > 1 && state.doc.child(i).type.name !== 'lead');
    expect(all.slice(0, 3)).toEqual(['s1', 'b1', 'b2']);
    expect(new Set(all).size).toBe(9);
    expect(all).not.toContain('');
  });
});

describe('replacing the text', () => {
  const change = (make: (body: DeskBody) => void): DeskBody => {
    const body = structuredClone(BODY);
    make(body);
    return body;
  };
  const caretIn = (state: EditorState, index: number, offset: number) => {
    let pos = 1;
    for (let i = 0; i < index; i++) pos += state.doc.child(i).nodeSize;
    return state.apply(state.tr.setSelection(TextSelection.create(state.doc, pos + offset)));
  };

  it('touches only what differs: caret and undo stay', () => {
    const typed = type(caretIn(createState(BODY), 4, 1), 'x');
    const now = toBody(typed.doc);
    now.sections[1]!.heading = 'Second';
    now.sections.unshift({ id: 's0', heading: 'New', lead: '', bullets: [] });
    const tr = replaceBody(typed.tr, now).setMeta('addToHistory', false);
    const next = typed.apply(tr);
    expect(toBody(next.doc)).toEqual(now);
    expect(lines(next)).toContain('B ax|');
    const undone = run(next, undo)!;
    expect(toBody(undone.doc).sections.map(({ heading }) => heading)).toEqual([
      'New',
      'One',
      'Second',
    ]);
    expect(lines(undone)).toContain('B a|');
    expect(run(undone, undo)).toBeNull();
  });

  it('does nothing when nothing differs, also beside an empty lead', () => {
    const state = page('T t', 'S s', 'H h', 'L |', 'B b');
    expect(replaceBody(state.tr, toBody(state.doc)).docChanged).toBe(false);
    const emptied = change((body) => (body.sections[0]!.lead = ''));
    expect(lines(createState(BODY).apply(replaceBody(createState(BODY).tr, emptied)))).toContain(
      'L ',
    );
  });

  it('reaches any other text', () => {
    const id = fc.constantFrom('1', '2', '3', '4', '5', '6');
    const text = fc.constantFrom('', 'a', 'ab', 'ba', 'abc');
    const body: fc.Arbitrary<DeskBody> = fc.record({
      title: text,
      lead: text,
      sections: fc.uniqueArray(
        fc.record({
          id: id.map((own) => `s${own}`),
          heading: text,
          lead: text,
          bullets: fc.array(fc.record({ id, text }), { maxLength: 3 }),
        }),
        { maxLength: 4, selector: (section) => section.id },
      ),
    });
    const isUnique = ({ sections }: DeskBody) => {
      const all = sections.flatMap(({ bullets }) => bullets.map((bullet) => bullet.id));
      return new Set(all).size === all.length;
    };
    fc.assert(
      fc.property(body.filter(isUnique), body.filter(isUnique), (from, to) => {
        const state = createState(from);
        const next = state.apply(replaceBody(state.tr, to));
        expect(toBody(next.doc)).toEqual(to);
        expect(sameBody(from, to)).toBe(JSON.stringify(from) === JSON.stringify(to));
        expect(next.doc.eq(state.doc)).toBe(sameBody(from, to));
      }),
      { numRuns: 300 },
    );
  });
});

describe('moving by handle', () => {
  const { doc } = createState(BODY);
  // 0 title, 1 lead, 2 One, 3 Says, 4 a, 5 '', 6 Two, 7 c
  it('drops bullets into sections, sections between sections', () => {
    const bullet = rangeOf(doc, 4)!;
    expect(bullet).toEqual({ from: 4, to: 5 });
    expect([0, 2, 3, 4, 6, 7, 8].map((at) => snapTarget(doc, bullet, at))).toEqual([
      4, 4, 4, 4, 6, 7, 8,
    ]);
    const section = rangeOf(doc, 6)!;
    expect(section).toEqual({ from: 6, to: 8 });
    expect([0, 3, 5, 6, 8].map((at) => snapTarget(doc, section, at))).toEqual([2, 2, 6, 6, 8]);
  });
  it('tells where it went', () => {
    const { tr } = createState(BODY);
    expect(moveBlocks(tr, rangeOf(tr.doc, 7)!, 4)).toBe(true);
    expect(movedBy(tr)).toEqual({ kind: 'bullet', place: 1, count: 3, heading: 'One' });
    expect(toBody(tr.doc).sections.map(({ bullets }) => bullets.map(({ id }) => id))).toEqual([
      ['b3', 'b1', 'b2'],
      [],
    ]);
    expect(moveBlocks(tr, { from: 2, to: 4 }, 3)).toBe(false);
    const next = createState(BODY).tr;
    moveBlocks(next, rangeOf(next.doc, 2)!, 8);
    expect(movedBy(next)).toEqual({ kind: 'section', place: 2, count: 2, heading: 'One' });
  });
});

describe('places', () => {
  const { doc } = createState(BODY);
  it('names every block', () => {
    expect(placesOf(doc)).toEqual([
      'title',
      'lead',
      'sections[0].heading',
      'sections[0].lead',
      'sections[0].bullets[0].text',
      'sections[0].bullets[1].text',
      'sections[1].heading',
      'sections[1].bullets[0].text',
    ]);
  });
  it('finds what is nearest', () => {
    expect(indexOfPlace(doc, 'sections[1].bullets[0].text')).toBe(7);
    expect(indexOfPlace(doc, 'sections[0].bullets[1]')).toBe(5);
    expect(indexOfPlace(doc, 'sections[1].lead')).toBe(6);
    expect(indexOfPlace(doc, 'sections[1]')).toBe(6);
    expect(indexOfPlace(doc, 'sections[9].lead')).toBeNull();
    expect(indexOfPlace(doc, 'details.coverAlt')).toBeNull();
  });
  it('problems stay with their block and go with the next set', () => {
    const plugin = problemsPlugin('x');
    const view = {
      state: createState(BODY, [plugin]),
      dispatch(tr: EditorState['tr']) {
        view.state = view.state.apply(tr);
      },
    };
    const shown = () =>
      (plugin.getState(view.state) as DecorationSet)
        .find()
        .map(({ from }) => view.state.doc.resolve(from).index(0));
    setProblems(view, [
      { place: 'sections[1].heading', message: 'Missing' },
      { place: 'details.slug', message: 'no' },
    ]);
    expect(shown()).toEqual([6, 7]);
    view.dispatch(view.state.tr.insertText('longer ', 1));
    expect(shown()).toEqual([6, 7]);
    setProblems(view, []);
    expect(shown()).toEqual([]);
  });
});

describe('notes and placeholders', () => {
  const notes = (body: Partial<DeskBody>) =>
    notesOf(createState({ ...BODY, sections: [], ...body }).doc, LIMITS);
  it('counts a title from 160 letters on', () => {
    expect(notes({ title: 'x'.repeat(160) })).toEqual([]);
    expect(notes({ title: 'x'.repeat(161) })).toEqual([{ index: 0, kind: 'left', count: 39 }]);
    expect(notes({ title: 'x'.repeat(203) })).toEqual([{ index: 0, kind: 'over', count: 3 }]);
  });
  it('hints at a section lead of several sentences, not at the article’s lead', () => {
    const sections = [{ id: 's', heading: 'h', lead: 'One. Two.', bullets: [] }];
    expect(notes({ lead: 'One. Two.', sections })).toEqual([
      { index: 3, kind: 'sentences', count: 2 },
    ]);
  });
  it('says once that there are too many', () => {
    const bullets = Array.from({ length: 52 }, (_, i) => ({ id: `b${i}`, text: 'x' }));
    const sections = Array.from({ length: 51 }, (_, i) => ({
      id: `s${i}`,
      heading: 'h',
      lead: '',
      bullets: i ? [] : bullets,
    }));
    expect(notes({ sections })).toEqual([
      { index: 53, kind: 'bullets', limit: 50 },
      { index: 104, kind: 'sections', limit: 50 },
    ]);
  });
  it.each([
    ['', 0],
    ['One sentence', 1],
    ['Dr. Smith met Mr. Jones in St. Ives.', 1],
    ['It rose 3.5 per cent. Then it fell!', 2],
    ['The U.S. Senate voted at 5 p.m. Tuesday.', 1],
    ['J. K. Rowling came. “Why?” he asked.', 2],
  ])('counts the sentences of %j', (text, count) => expect(countSentences(text)).toBe(count));
  it('marks what is empty', () => {
    expect(emptyBlocks(page('T ', 'S s', 'H ', 'B b').doc)).toEqual([
      { pos: 0, kind: 'title' },
      { pos: 5, kind: 'heading' },
    ]);
  });
});
