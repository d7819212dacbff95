import {
  labelsOf,
  matching,
  namesIn,
} from '../../../../src/plugins/desk/admin/src/choices/choices';
import { differencesOf } from '../../../../src/plugins/desk/admin/src/dialogs/differences';
import { checklistOf } from '../../../../src/plugins/desk/server/src/checklist';
import { DEFAULT_LEVELS } from '../../../../src/plugins/desk/server/src/config';
import type { DeskText } from '../../../../src/plugins/desk/server/src/contracts';
import { renderPage } from '../../../../src/plugins/desk/server/src/preview/render';
import { deskText, details } from '../dialogs/pages';

const choice = (id: string, name: string, slug: string) => ({ id, name, slug });
const PEOPLE = [
  choice('a', 'Åsa Dahl', 'asa-dahl'),
  choice('b', 'Jonas Søby', 'jonas-soeby'),
  choice('c', 'Mara Lind', 'mara-lind'),
  choice('d', 'Mara Lind', 'mara-lind-2'),
  choice('e', 'Réka Asay', 'reka-asay'),
];
const found = (typed: string, chosen = ''): string =>
  matching(PEOPLE, chosen, typed)
    .map(({ id }) => id)
    .join('');

describe('what may be chosen', () => {
  it.each([
    ['', 'abcde'],
    ['  ', 'abcde'],
    ['mara', 'cd'],
    ['LIND mar', 'cd'],
    ['reka', 'e'],
    ['soeby', 'b'],
    ['søby', 'b'],
    ['nobody', ''],
  ])('"%s" finds %s', (typed, expected) => expect(found(typed)).toBe(expected));

  it('puts first what begins with what was typed', () => expect(found('asa')).toBe('ae'));
  it('leaves out what is chosen', () => expect(found('mara', 'e,c')).toBe('d'));
});

describe('names', () => {
  const labels = labelsOf(PEOPLE);

  it('tells two of the same name apart', () => {
    expect(labels.get('a')).toBe('Åsa Dahl');
    expect(labels.get('c')).toBe('Mara Lind (mara-lind)');
    expect(labels.get('d')).toBe('Mara Lind (mara-lind-2)');
  });

  it('stand in the order of the list, with a word for what is gone', () => {
    expect(namesIn('e,x,a', labels, 'gone')).toBe('Réka Asay, gone, Åsa Dahl');
    expect(namesIn('', labels, 'gone')).toBe('');
  });

  const tell = (field: string, words: string): string =>
    field === 'authors' ? namesIn(words, labels, 'gone') : words;
  const given = (authors: string): DeskText => deskText({ details: details({ authors }) });

  it('stand in a comparison, which still counts what only the ids tell', () => {
    const { details: differing } = differencesOf(given('a'), given('a,b'), tell);
    expect(differing).toHaveLength(1);
    expect(differing[0]!.parts.map(({ text }) => text).join('')).toBe('Åsa Dahl, Jonas Søby');
    expect(differencesOf(given('x'), given('y'), tell).count).toBe(1);
  });
});

describe('a story without a topic', () => {
  const rules = (topics: string, level = DEFAULT_LEVELS['no-topic']): string[] =>
    checklistOf(
      {
        text: deskText({ title: 'T', details: details({ topics }) }),
        cover: null,
        refusals: [],
        twins: [],
      },
      { ...DEFAULT_LEVELS, 'no-topic': level },
    )
      .filter(({ rule }) => rule === 'no-topic')
      .map(({ level: told, place }) => `${told} ${place}`);

  it('is told before it goes live', () => expect(rules('')).toEqual(['warn details.topics']));
  it('is not told where nobody asks', () => expect(rules('', 'off')).toEqual([]));
  it('is told no more when it has one', () => expect(rules('a')).toEqual([]));
});

describe('the preview', () => {
  const shown = (byline: string, topics: string[], authors: string[]): string =>
    renderPage({
      text: deskText({ title: 'T', details: details({ byline }) }),
      cover: null,
      topics,
      authors,
      recentNews: [],
      locale: 'en',
    });

  it('shows the authors where there is no byline, and the topics', () => {
    const page = shown('', ['Sea & coast', 'Trains'], ['Åsa Dahl', 'Réka Asay']);
    expect(page).toContain('<span>Åsa Dahl, Réka Asay</span>');
    expect(page).toContain('Sea &amp; coast · Trains');
  });

  it('shows the byline where there is one', () => {
    const page = shown('By the desk', [], ['Åsa Dahl']);
    expect(page).toContain('<span>By the desk</span>');
    expect(page).not.toContain('Åsa Dahl');
  });
});
