import fc from 'fast-check';
import {
  differencesOf,
  wordParts,
  type WordPart,
} from '../../../../src/plugins/desk/admin/src/dialogs/differences';
import { deskText, details, section } from './pages';

const without = (parts: WordPart[], kind: WordPart['kind']): string =>
  parts
    .filter((part) => part.kind !== kind)
    .map(({ text }) => text)
    .join('');
const marked = (parts: WordPart[]): string =>
  parts
    .map(({ text, kind }) => ({ same: text, added: `[+${text}]`, removed: `[-${text}]` })[kind])
    .join('');

describe('words', () => {
  test('tells whole words apart', () => {
    expect(marked(wordParts('The dog ran home', 'The cat ran home'))).toBe(
      'The [-dog][+cat] ran home',
    );
  });

  test('shows a difference that is one of spaces only', () => {
    expect(wordParts('a  b', 'a b').some(({ kind }) => kind !== 'same')).toBe(true);
  });

  test('both tellings can be read from the parts', () => {
    const text = fc
      .array(fc.constantFrom('one', 'two', 'three', ' ', ' ', ',', '–', 'ü'), { maxLength: 20 })
      .map((words) => words.join(''));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const parts = wordParts(before, after);
        expect(without(parts, 'removed')).toBe(after);
        const squeezed = (words: string): string => words.replace(/\s+/g, '');
        expect(squeezed(without(parts, 'added'))).toBe(squeezed(before));
        expect(parts.every(({ kind }) => kind === 'same')).toBe(before === after);
      }),
    );
  });
});

describe('articles', () => {
  const live = deskText({
    title: 'Dogs win',
    lead: 'They ran.',
    sections: [
      section('s1', 'One', 'First.', { a: 'alpha', b: 'beta' }),
      section('s2', 'Two', '', { c: 'gamma' }),
      section('s3', 'Three'),
      section('s5', 'Five'),
    ],
    details: details({ byline: 'Ada' }),
  });

  test('the same article has no difference', () => {
    expect(differencesOf(live, structuredClone(live))).toEqual({
      title: null,
      lead: null,
      details: [],
      sections: [],
      count: 0,
    });
  });

  test('title, lead and details are told by their words', () => {
    const draft = { ...live, title: 'Cats win', lead: '', details: details({ byline: 'Bob' }) };
    const { title, lead, details: told, sections, count } = differencesOf(live, draft);
    expect(marked(title!)).toBe('[-Dogs][+Cats] win');
    expect(marked(lead!)).toBe('[-They ran.]');
    expect(told.map(({ field, parts }) => [field, marked(parts)])).toEqual([
      ['byline', '[-Ada][+Bob]'],
    ]);
    expect(sections).toEqual([]);
    expect(count).toBe(3);
  });

  test('sections that came, went, moved and changed stand in the order of the page', () => {
    const draft = {
      ...live,
      sections: [
        section('s5', 'Five'),
        section('s1', 'One', 'At first.', { a: 'alpha', b: 'beta' }),
        section('s3', 'Three'),
        section('s4', 'Four', '', { d: 'delta' }),
      ],
    };
    const { sections } = differencesOf(live, draft);
    expect(
      sections.map(({ id, change, isMoved, number, heading }) => ({
        id,
        change,
        isMoved,
        number,
        heading: marked(heading),
      })),
    ).toEqual([
      { id: 's5', change: 'changed', isMoved: true, number: 1, heading: 'Five' },
      { id: 's1', change: 'changed', isMoved: false, number: 2, heading: 'One' },
      { id: 's2', change: 'removed', isMoved: false, number: 2, heading: '[-Two]' },
      { id: 's4', change: 'added', isMoved: false, number: 4, heading: '[+Four]' },
    ]);
    const [s1, s2, s4] = ['s1', 's2', 's4'].map((id) => sections.find((each) => each.id === id)!);
    expect(marked(s1!.lead!)).toContain('[+');
    expect(s1!.bullets).toEqual([]);
    expect(s2!.bullets.map(({ change, parts }) => [change, marked(parts)])).toEqual([
      ['removed', '[-gamma]'],
    ]);
    expect(s4!.bullets.map(({ change, parts }) => [change, marked(parts)])).toEqual([
      ['added', '[+delta]'],
    ]);
  });

  test('a bullet that went to another section is told once, where it is now', () => {
    const draft = {
      ...live,
      sections: [
        section('s1', 'One', 'First.', { a: 'alpha' }),
        section('s2', 'Two', '', { b: 'beta two', c: 'gamma' }),
        section('s3', 'Three'),
        section('s5', 'Five'),
      ],
    };
    const { sections } = differencesOf(live, draft);
    expect(sections.map(({ id }) => id)).toEqual(['s2']);
    expect(sections[0]!.bullets).toEqual([
      {
        id: 'b',
        change: 'changed',
        isMoved: true,
        parts: [
          { text: 'beta ', kind: 'same' },
          { text: 'two', kind: 'added' },
        ],
      },
    ]);
  });

  test('a bullet that only changed its place is told as moved', () => {
    const draft = structuredClone(live);
    draft.sections[0]!.bullets.reverse();
    const [only] = differencesOf(live, draft).sections;
    expect(only!.bullets).toHaveLength(1);
    expect(only!.bullets[0]).toMatchObject({ change: 'changed', isMoved: true });
  });
});
