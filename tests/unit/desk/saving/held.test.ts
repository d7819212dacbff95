import {
  keyOfPath,
  placeOfKey,
  withHeld,
} from '../../../../src/plugins/desk/admin/src/saving/held';
import { textsOf, withText } from '../../../../src/plugins/desk/admin/src/saving/parts';
import { page, shape } from './texts';

const TEXT = page('a: a1 a2', 'b: b1');

it('finds key and place of every text, back and forth', () => {
  for (const key of textsOf(TEXT).keys()) {
    const place = placeOfKey(TEXT, key);
    expect(place).not.toBeNull();
    expect(keyOfPath(TEXT, place!.split(/[.[\]]+/).filter(Boolean))).toBe(key);
  }
  expect(placeOfKey(TEXT, 'bullet:a2')).toBe('sections[0].bullets[1].text');
});

it.each([[['sections']], [['sections', '9', 'lead']], [['details', 'no']], [[]], [['version']]])(
  'knows no key for %j',
  (path) => expect(keyOfPath(TEXT, path)).toBeNull(),
);

it('tells what the server has instead', () => {
  const held = new Map([
    ['title', 'theirs'],
    ['bullet:a2', 'old'],
  ]);
  expect(withHeld(TEXT, held)).toEqual(
    withText(withText(TEXT, 'title', 'theirs'), 'bullet:a2', 'old'),
  );
  expect(withHeld(TEXT, new Map())).toBe(TEXT);
});

it('leaves new parts out, and keeps the bullets below a new section with its neighbour', () => {
  expect(shape(withHeld(TEXT, new Map([['bullet:a1', null]])))).toEqual(['a: a2', 'b: b1']);
  expect(shape(withHeld(TEXT, new Map([['section:b:heading', null]])))).toEqual(['a: a1 a2 b1']);
  expect(shape(withHeld(TEXT, new Map([['section:a:heading', null]])))).toEqual(['b: a1 a2 b1']);
  expect(withHeld(TEXT, new Map([['section:a:lead', null]])).sections[0]).toMatchObject({
    lead: '',
  });
});
