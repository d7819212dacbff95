import fc from 'fast-check';
import {
  applyPlacement,
  dropRest,
  isEmptyText,
  modeOf,
  notTaken,
  placeAt,
  placesOf,
  startPlacement,
  undecided,
  type PasteMode,
  type PlacementState,
} from '../../../../src/plugins/desk/admin/src/dialogs/paste-placement';
import type { DeskText } from '../../../../src/plugins/desk/server/src/contracts';
import { counter, deskText, details, pasted, section } from './pages';

const PAGE = pasted(
  {
    title: 'Pasted title',
    lead: 'Pasted lead.',
    sections: [section('0', 'One', 'First.', { '0.0': 'a' }), section('1', 'Two')],
    details: details({ byline: 'By Ada', sourceTitle: 'Wire' }),
  },
  ['loose', 'stray', 'lost'],
);
const WRITTEN = deskText({
  title: 'Own title',
  lead: 'Own lead.',
  sections: [section('own', 'Own', '', { b: 'kept' })],
  details: details({ slug: 'own', teaser: 'Own teaser', cover: '7', coverAlt: 'A dog' }),
});

describe('places for pasted texts', () => {
  test('nothing can be used while a text is undecided', () => {
    const state = startPlacement(PAGE);
    expect(undecided(state)).toBe(3);
    expect(() => applyPlacement(state, WRITTEN, 'replace', counter())).toThrow(RangeError);
    const decided = dropRest(placeAt(state, 1, 'lead'));
    expect(decided.unplaced.map(({ place }) => place)).toEqual(['drop', 'lead', 'drop']);
    expect(undecided(decided)).toBe(0);
    expect(undecided(state)).toBe(3);
  });

  test('offers every section of the page, and refuses one that it does not have', () => {
    const state = startPlacement(PAGE);
    expect(placesOf(state)).toEqual([
      'lead',
      'sectionLead:0',
      'bullet:0',
      'sectionLead:1',
      'bullet:1',
      'section',
      'drop',
    ]);
    expect(() => placeAt(state, 0, 'bullet:2')).toThrow(RangeError);
  });

  test('each text goes where it was put', () => {
    let state = startPlacement(PAGE);
    state = placeAt(placeAt(placeAt(state, 0, 'bullet:0'), 1, 'sectionLead:0'), 2, 'section');
    expect(applyPlacement(state, deskText(), 'replace', counter())).toEqual(
      deskText({
        title: 'Pasted title',
        lead: 'Pasted lead.',
        sections: [
          section('n1', 'One', 'First. stray', { n2: 'a', n3: 'loose' }),
          section('n4', 'Two'),
          section('n5', 'lost'),
        ],
        details: details({ byline: 'By Ada', sourceTitle: 'Wire' }),
      }),
    );
  });

  test('replacing keeps slug, teaser, picture, and what the page does not say', () => {
    const silent = pasted({ sections: [section('0', 'One')] });
    const current = { ...WRITTEN, details: { ...WRITTEN.details, byline: 'By Bob' } };
    expect(applyPlacement(startPlacement(silent), current, 'replace', counter())).toEqual({
      ...current,
      sections: [section('n1', 'One')],
    });
  });

  test('appending adds sections to the end and fills only what is empty', () => {
    const state = dropRest(startPlacement(PAGE));
    expect(applyPlacement(state, WRITTEN, 'append', counter())).toEqual({
      ...WRITTEN,
      sections: [
        ...WRITTEN.sections,
        section('n1', 'One', 'First.', { n2: 'a' }),
        section('n3', 'Two'),
      ],
      details: { ...WRITTEN.details, byline: 'By Ada', sourceTitle: 'Wire' },
    });
    expect(notTaken(state, WRITTEN, 'append')).toEqual([
      { field: 'title', text: 'Pasted title' },
      { field: 'lead', text: 'Pasted lead.' },
    ]);
    expect(notTaken(state, WRITTEN, 'replace')).toEqual([]);
  });

  test('a text for the lead comes along when the article keeps its own', () => {
    const state = dropRest(placeAt(startPlacement(PAGE), 0, 'lead'));
    expect(applyPlacement(state, WRITTEN, 'append', counter()).lead).toBe('Own lead. loose');
    expect(applyPlacement(state, WRITTEN, 'replace', counter()).lead).toBe('Pasted lead. loose');
    const bare = pasted({ title: 'T' }, ['loose']);
    const placed = placeAt(startPlacement(bare), 0, 'lead');
    expect(applyPlacement(placed, WRITTEN, 'replace', counter()).lead).toBe('loose');
  });

  test('what the user may not write stays, and is told', () => {
    const current = { ...WRITTEN, details: { ...WRITTEN.details, byline: 'By Bob' } };
    const readOnly = ['title', 'lead', 'sections', 'details.byline'];
    const state = startPlacement(PAGE, readOnly);
    expect(placesOf(state)).toEqual(['drop']);
    const result = applyPlacement(dropRest(state), current, 'replace', counter());
    expect(result).toEqual({ ...current, details: { ...current.details, sourceTitle: 'Wire' } });
    expect(notTaken(state, current, 'replace')).toEqual([
      { field: 'title', text: 'Pasted title' },
      { field: 'lead', text: 'Pasted lead.' },
      { field: 'byline', text: 'By Ada' },
      { field: 'sections', text: 'One First. a Two' },
    ]);
  });

  test('an article that was empty, and is no longer, is added to unless somebody chose', () => {
    expect(modeOf(null, deskText())).toBe('replace');
    expect(modeOf(null, WRITTEN)).toBe('append');
    expect(modeOf('replace', WRITTEN)).toBe('replace');
  });

  test('an article with a picture and a teaser only is empty for a page', () => {
    expect(
      isEmptyText(deskText({ details: details({ cover: '1', teaser: 'x', slug: 's' }) })),
    ).toBe(true);
    expect(isEmptyText(deskText({ sections: [section('a', ' ', '', { b: '' })] }))).toBe(true);
    expect(isEmptyText(deskText({ sections: [section('a', '', '', { b: 'x' })] }))).toBe(false);
    expect(isEmptyText(deskText({ details: details({ sourceUrl: 'https://x.y' }) }))).toBe(false);
  });
});

/** Every text of the page is a word of its own, so that it can be found wherever it went. */
const arbitrary = fc.record({
  title: fc.boolean(),
  lead: fc.boolean(),
  byline: fc.boolean(),
  shape: fc.array(fc.nat({ max: 3 }), { maxLength: 4 }),
  loose: fc.array(fc.nat(), { maxLength: 6 }),
  own: fc.record({ title: fc.boolean(), lead: fc.boolean(), byline: fc.boolean() }),
  ownSections: fc.nat({ max: 2 }),
  mode: fc.constantFrom<PasteMode>('replace', 'append'),
  readOnly: fc.subarray(['title', 'lead', 'details.byline', 'sections']),
});

const stringsOf = ({ title, lead, sections, details: d }: DeskText): string[] => [
  title,
  lead,
  d.byline,
  ...sections.flatMap((s) => [s.heading, s.lead, ...s.bullets.map(({ text }) => text)]),
];
const wordsOf = (texts: string[]): string[] => texts.join(' ').split(' ').filter(Boolean).sort();

test('no pasted word is ever lost or told twice', () => {
  fc.assert(
    fc.property(arbitrary, ({ title, lead, byline, shape, loose, own, ...rest }) => {
      const page = pasted(
        {
          title: title ? 'p-title' : '',
          lead: lead ? 'p-lead' : '',
          sections: shape.map((bullets, s) =>
            section(
              String(s),
              `p-heading${s}`,
              bullets % 2 ? `p-lead${s}` : '',
              Object.fromEntries(
                Array.from({ length: bullets }, (_, b) => [`${s}.${b}`, `p-bullet${s}.${b}`]),
              ),
            ),
          ),
          details: details({ byline: byline ? 'p-byline' : '' }),
        },
        loose.map((_, i) => `p-loose${i}`),
      );
      const current = deskText({
        title: own.title ? 'own-title' : '',
        lead: own.lead ? 'own-lead' : '',
        sections: Array.from({ length: rest.ownSections }, (_, i) =>
          section(`own${i}`, `own-heading${i}`, '', { [`own${i}b`]: `own-bullet${i}` }),
        ),
        details: details({ byline: own.byline ? 'own-byline' : '', slug: 's', teaser: 't' }),
      });
      let state: PlacementState = startPlacement(page, rest.readOnly);
      const places = placesOf(state);
      loose.forEach((n, i) => {
        state = placeAt(state, i, places[n % places.length]!);
      });
      const result = applyPlacement(state, current, rest.mode, counter());

      const dropped = state.unplaced.flatMap(({ place, text }) => (place === 'drop' ? [text] : []));
      const told = notTaken(state, current, rest.mode).map(({ text }) => text);
      const arrived = [...stringsOf(result), ...dropped, ...told].map((text) => text);
      expect(wordsOf(arrived).filter((word) => word.startsWith('p-'))).toEqual(
        wordsOf([...stringsOf(page.text), ...page.unplaced.map(({ text }) => text)]),
      );

      const ids = result.sections.flatMap(({ id, bullets }) => [id, ...bullets.map((b) => b.id)]);
      expect(new Set(ids).size).toBe(ids.length);
      expect(result.details).toMatchObject({ slug: 's', teaser: 't' });
      if (rest.mode === 'append')
        expect(wordsOf(stringsOf(result)).filter((word) => word.startsWith('own'))).toEqual(
          wordsOf(stringsOf(current)),
        );
    }),
    { numRuns: 500 },
  );
});
