import { keys } from '../../../../src/plugins/desk/admin/src/editor/keymap';
import { ids, lines, page, press, run, type } from './page';

/** What, before and after, with slashes between lines; without title and lead where they tell nothing. */
type Row = [string, string, string];
const TOP = ['T Title', 'S Lead'];
const linesOf = (text: string): string[] => [
  ...(text.startsWith('T') ? [] : TOP),
  ...text.split(' / '),
];

const table = (key: string, rows: Row[]) =>
  it.each(rows)(`${key}: %s`, (_what, before, after) => {
    const start = page(...linesOf(before));
    const end = press(start, key);
    expect(lines(end)).toEqual(linesOf(after));
    // One undo takes back one key, with all ids.
    if (!end.doc.eq(start.doc)) expect(press(end, 'Mod-z').doc.eq(start.doc)).toBe(true);
  });

describe('Enter', () => {
  table('Enter', [
    ['after the title goes to the lead', 'T Ti| / S Le', 'T Ti / S |Le'],
    ['in the title splits it', 'T Ab|cd / S Le', 'T Ab / S |cd Le'],
    ['before the title moves no text', 'T |Ab / S ', 'T Ab / S |'],
    ['after the lead makes the first heading', 'T T / S L|', 'T T / S L / H |'],
    ['after the lead goes to the heading there is', 'T T / S L| / H h', 'T T / S L / H |h'],
    [
      'in the lead begins a section with the rest',
      'T T / S Ab|cd / H h',
      'T T / S Ab / H | / L cd / H h',
    ],
    ['after a heading makes its lead', 'H h| / B b', 'H h / L | / B b'],
    ['after a heading goes to its lead', 'H h| / L l', 'H h / L |l'],
    ['in a heading takes the rest to a new lead', 'H ab|cd', 'H ab / L |cd'],
    ['in a heading takes the rest to its lead', 'H ab|cd / L l', 'H ab / L |cd l'],
    ['before the first heading begins a section above', 'H |h', 'H  / H |h'],
    ['before a heading makes a bullet above', 'H a / H |h', 'H a / B  / H |h'],
    ['on an empty heading does nothing', 'H | / B b', 'H | / B b'],
    ['after a lead makes a bullet', 'H h / L l| / B b', 'H h / L l / B | / B b'],
    ['after an empty lead makes a bullet', 'H h / L |', 'H h / L  / B |'],
    ['after a lead goes to an empty bullet', 'H h / L l| / B ', 'H h / L l / B |'],
    ['in a lead takes the rest to a bullet', 'H h / L ab|cd', 'H h / L ab / B |cd'],
    ['after a bullet makes the next', 'H h / B b| / B c', 'H h / B b / B | / B c'],
    ['in a bullet splits it', 'H h / B ab|cd', 'H h / B ab / B |cd'],
    ['before a bullet makes one above', 'H h / B |b', 'H h / B  / B |b'],
    ['on an empty bullet begins a section', 'H h / B b / B | / B c', 'H h / B b / H | / B c'],
    ['over a selection deletes it first', 'H h / B a|b / B c|d', 'H h / B a / B |d'],
  ]);
  table('Shift-Enter', [['with Shift is the same', 'H h / B ab|cd', 'H h / B ab / B |cd']]);

  it('keeps the id of the part that stays', () => {
    const start = page(...TOP, 'H h', 'B ab|cd');
    const split = press(start, 'Enter');
    expect(ids(split).slice(0, 4)).toEqual(ids(start));
    expect(ids(split)[4]).toMatch(/^[a-z0-9]{24}$/);
    const above = press(page(...TOP, 'H h', 'B |b'), 'Enter');
    expect(ids(above)[3]).not.toBe('');
  });

  it('writes an article by keys alone', () => {
    let state = page('T |', 'S ');
    for (const [text, key] of [
      ['Title', 'Enter'],
      ['Lead.', 'Enter'],
      ['One', 'Enter'],
      ['Sentence.', 'Enter'],
      ['First', 'Enter'],
      ['Second', 'Enter'],
      ['', 'Enter'],
      ['Two', 'Enter'],
      ['', 'Enter'],
      ['Third', ''],
    ] as const) {
      if (text) state = type(state, text);
      if (key) state = press(state, key);
    }
    expect(lines(state)).toEqual([
      'T Title',
      'S Lead.',
      'H One',
      'L Sentence.',
      'B First',
      'B Second',
      'H Two',
      'L ',
      'B Third|',
    ]);
  });
});

describe('Backspace', () => {
  table('Backspace', [
    ['before the title does nothing', 'T |T / S L', 'T |T / S L'],
    ['before the lead joins the title', 'T T / S |L / H h', 'T T|L / S  / H h'],
    ['on an empty bullet removes it', 'H h / B a / B | / B c', 'H h / B a| / B c'],
    ['on the only bullet, empty, removes it', 'H h / B |', 'H h|'],
    ['makes the first bullet the lead', 'H h / B |b / B c', 'H h / L |b / B c'],
    ['joins the first bullet with the lead', 'H h / L l / B |b', 'H h / L l|b'],
    ['joins bullets', 'H h / B a / B |b', 'H h / B a|b'],
    ['removes an empty bullet above', 'H h / B  / B |b', 'H h / B |b'],
    ['makes a lead the first bullet', 'H h / L |l / B b', 'H h / B |l / B b'],
    ['removes an empty lead', 'H h / L | / B b', 'H h| / B b'],
    ['joins a lead with an empty heading', 'H  / L |l / B b', 'H |l / B b'],
    ['removes an empty heading', 'H a / B b / H | / B c', 'H a / B b| / B c'],
    [
      'removes an empty heading with its empty lead',
      'H a / B b / H | / L  / B c',
      'H a / B b| / B c',
    ],
    ['removes an empty heading, its lead is a bullet', 'H a / B b / H | / L l', 'H a / B b| / B l'],
    ['gives the lead to a heading that has none', 'H a / H | / L l / B c', 'H a| / L l / B c'],
    [
      'makes a heading a bullet of the section above',
      'H a / B b / H |h / L l / B c',
      'H a / B b / B |h / B l / B c',
    ],
    ['removes the first heading when nothing is below', 'T T / S L / H |', 'T T / S L|'],
    ['keeps the first heading for its bullets', 'H | / B b', 'H | / B b'],
    ['keeps the first heading with text', 'H |h', 'H |h'],
    ['deletes a selection over blocks', 'H a / B b|b / H h / L l / B c|d', 'H a / B b|d'],
    [
      'deletes an empty lead with its heading',
      'H a / B b|b / H h|h / L  / B c',
      'H a / B b|h / B c',
    ],
    ['deletes from the title on, keeps a lead', 'T T|i / S L / H h / B c|d', 'T T|d / S '],
  ]);

  it('inside a text is the browser’s', () => {
    expect(run(page(...TOP, 'H h', 'B b|'), keys.Backspace!)).toBeNull();
    expect(run(page(...TOP, 'H h', 'B |b'), keys.Delete!)).toBeNull();
  });

  it('keeps the id of the bullet that has the text', () => {
    const start = page(...TOP, 'H h', 'B ', 'B |b');
    expect(ids(press(start, 'Backspace'))[3]).toBe(ids(start)[4]);
    const over = page(...TOP, 'H h', 'B |a', 'B b|c');
    expect(lines(press(over, 'Backspace'))).toEqual([...TOP, 'H h', 'B |c']);
    expect(ids(press(over, 'Backspace'))[3]).toBe(ids(over)[4]);
  });
});

describe('Delete', () => {
  table('Delete', [
    ['after the title joins the lead', 'T T| / S L', 'T T|L / S '],
    ['after the lead keeps the first heading', 'T T / S L| / H h', 'T T / S L| / H h'],
    ['after a bullet joins the next', 'H h / B a| / B b', 'H h / B a|b'],
    ['removes an empty bullet below', 'H h / B a| / B ', 'H h / B a|'],
    ['on an empty bullet removes it', 'H h / B | / B b', 'H h / B |b'],
    ['after a heading makes the bullet its lead', 'H h| / B b', 'H h| / L b'],
    ['after a heading joins its lead', 'H h| / L l / B b', 'H h|l / B b'],
    ['after a lead joins the bullet', 'H h / L l| / B b', 'H h / L l|b'],
    ['removes an empty heading below', 'H h / B b| / H  / B c', 'H h / B b| / B c'],
    ['makes a heading below a bullet', 'H h / B b| / H i / L l', 'H h / B b| / B i / B l'],
    ['at the end does nothing', 'H h / B b|', 'H h / B b|'],
  ]);
});

describe('levels', () => {
  table('Tab', [
    [
      'Tab makes a heading a bullet',
      'H a / B b / H h| / L l / B c',
      'H a / B b / B h| / B l / B c',
    ],
    ['Tab drops an empty lead', 'H a / H h| / L  / B c', 'H a / B h| / B c'],
    ['Tab leaves the first heading', 'H h| / B b', 'H h| / B b'],
    ['Tab makes a lead a bullet', 'H h / L l|', 'H h / B l|'],
    ['Tab leaves a bullet', 'H h / B b|', 'H h / B b|'],
  ]);
  table('Shift-Tab', [
    ['Shift+Tab makes the first bullet the lead', 'H h / B b|', 'H h / L b|'],
    ['Shift+Tab makes a bullet a heading', 'H h / B a / B b| / B c', 'H h / B a / H b| / B c'],
    ['Shift+Tab under a lead makes a heading', 'H h / L l / B b|', 'H h / L l / H b|'],
    ['Shift+Tab makes a lead a heading', 'H h / L l| / B b', 'H h / H l| / B b'],
    ['Shift+Tab leaves a heading', 'H h|', 'H h|'],
  ]);

  it('gives another id to another kind', () => {
    const start = page(...TOP, 'H h', 'B a', 'B b|');
    const end = press(start, 'Shift-Tab');
    expect(ids(end)[4]).not.toBe(ids(start)[4]);
    expect(ids(press(end, 'Mod-z'))).toEqual(ids(start));
    expect(ids(press(end, 'Mod-z', 'Mod-Shift-z'))).toEqual(ids(end));
  });

  it('lets the focus go from title and lead, and after Escape', () => {
    expect(run(page('T T|', 'S L'), keys.Tab!)).toBeNull();
    expect(run(page('T T', 'S L|'), keys['Shift-Tab']!)).toBeNull();
    const armed = press(page(...TOP, 'H h', 'B b|'), 'Escape');
    expect(run(armed, keys.Tab!)).toBeNull();
    expect(run(armed, keys['Shift-Tab']!)).toBeNull();
    expect(run(type(armed, 'x'), keys.Tab!)).not.toBeNull();
  });
});

describe('moving', () => {
  table('Alt-ArrowUp', [['a bullet up', 'H h / B a / B b|', 'H h / B b| / B a']]);
  table('Alt-ArrowDown', [['a bullet down', 'H h / B a| / B b', 'H h / B b / B a|']]);
  table('Alt-ArrowUp', [
    [
      'a bullet up into the section above',
      'H h / B a / H i / L l / B b|',
      'H h / B a / B b| / H i / L l',
    ],
  ]);
  table('Alt-ArrowDown', [
    [
      'a bullet down below the lead of the next',
      'H h / B a| / H i / L l / B b',
      'H h / H i / L l / B a| / B b',
    ],
  ]);
  table('Alt-ArrowUp', [['not above the first section', 'H h / L l / B a|', 'H h / L l / B a|']]);
  table('Alt-ArrowDown', [['not below the end', 'H h / B a|', 'H h / B a|']]);
  table('Alt-ArrowUp', [
    ['a section up', 'H h / B a / H i| / L l / B b', 'H i| / L l / B b / H h / B a'],
  ]);
  table('Alt-ArrowDown', [
    [
      'a section down from its lead',
      'H h / L l| / B a / H i / B b',
      'H i / B b / H h / L l| / B a',
    ],
  ]);
  table('Alt-ArrowUp', [['several bullets', 'H h / B a / B |b / B c|', 'H h / B |b / B c| / B a']]);

  it('keeps all ids', () => {
    const start = page(...TOP, 'H h', 'B a', 'H i|', 'B b');
    expect(ids(press(start, 'Alt-ArrowUp')).sort()).toEqual(ids(start).sort());
  });
});

describe('undo', () => {
  it('undoes Enter and the typing after it one by one', () => {
    const start = page(...TOP, 'H h', 'B a|');
    const typed = type(type(press(start, 'Enter'), 'x'), 'y');
    const once = press(typed, 'Mod-z');
    expect(lines(once)).toEqual([...TOP, 'H h', 'B a', 'B |']);
    expect(press(once, 'Mod-z').doc.eq(start.doc)).toBe(true);
    expect(press(once, 'Mod-z', 'Mod-z').doc.eq(start.doc)).toBe(true);
    expect(press(press(once, 'Mod-z'), 'Mod-y', 'Mod-Shift-z').doc.eq(typed.doc)).toBe(true);
  });

  it('undoes a mend with what made it necessary', () => {
    const start = page(...TOP, 'H h', 'L l', 'B b');
    const { doc } = start;
    const at = doc.child(0).nodeSize + doc.child(1).nodeSize;
    const end = start.apply(start.tr.delete(at, at + doc.child(2).nodeSize));
    expect(lines(end).slice(2)).toEqual(
      ['H ', 'L l', 'B b'].map((line) => expect.stringContaining(line)),
    );
    expect(press(end, 'Mod-z').doc.eq(doc)).toBe(true);
  });
});
