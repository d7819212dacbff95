/** What can happen to a newsroom, as data, and how to make it up at random. */
import fc from 'fast-check';
import { DOORS, type ChildKind, type Door } from './doors';

/** `from` names something stored by its place (wrapped around); null makes something new. */
export interface BulletWish {
  from: number | null;
  named: boolean;
  text: string | null;
}
export interface SectionWish {
  from: number | null;
  named: boolean;
  heading: string | null;
  lead: string | null;
  bullets: BulletWish[];
}
export interface EntryWish {
  from: number | null;
  named: boolean;
  headline: string | null;
  teaser: string | null;
  url: string | null;
  /** An article by its place; null for none, -1 for one that was deleted or never was. */
  target: number | null;
}

type Placed = { door: Door; article: number };
export type Operation =
  | ({ kind: 'create'; door: Door; title: string; slug: string | null; publish: boolean } & Texts)
  | ({
      kind: 'update';
      title: string | null;
      slug: string | null;
      base: 'none' | 'current' | 'old';
      publish: boolean;
    } & Placed &
      Texts)
  | ({ kind: 'publish' | 'discard' | 'delete' } & Placed)
  | ({ kind: 'unpublish'; andDiscard: boolean } & Placed)
  | ({ kind: 'clone'; title: string | null; slug: string | null } & Placed)
  | { kind: 'bulk'; action: 'bulkPublish' | 'bulkUnpublish' | 'bulkDelete'; articles: number[] }
  | ({ kind: 'addSection'; heading: string; lead: string | null; position: number | null } & Placed)
  | ({ kind: 'addBullet'; section: number; text: string; position: number | null } & Placed)
  | ({ kind: 'addEntry'; wish: EntryWish; position: number | null } & Placed)
  | ({
      kind: 'changeSection';
      section: number;
      heading: string | null;
      lead: string | null;
      position: number | null;
    } & Placed)
  | ({
      kind: 'changeBullet';
      section: number;
      bullet: number;
      text: string | null;
      position: number | null;
    } & Placed)
  | ({
      kind: 'changeEntry';
      entry: number;
      wish: Partial<EntryWish>;
      position: number | null;
    } & Placed)
  | ({
      kind: 'removeChild';
      child: ChildKind;
      section: number;
      bullet: number;
      entry: number;
    } & Placed)
  | ({
      kind: 'publishChild';
      child: ChildKind;
      section: number;
      bullet: number;
      entry: number;
      action: 'publish' | 'unpublish' | 'discard';
    } & Placed)
  | { kind: 'site'; door: Door; text: string | null; url: string | null; publish: boolean }
  | { kind: 'gone'; door: Door; act: 'publish' | 'unpublish' | 'discard' | 'delete' | 'update' };

interface Texts {
  lead: string | null;
  outline: SectionWish[] | null;
  entries: EntryWish[] | null;
}

const door = fc.constantFrom<Door>(...DOORS);
const titles = ['Alpha', 'Beta', 'Alpha!', 'Gamma ray', 'Beta'];
/** Known beforehand, so that the test does not use what it tests. */
export const SLUGS: Record<string, string> = {
  Alpha: 'alpha',
  Beta: 'beta',
  'Alpha!': 'alpha',
  'Gamma ray': 'gamma-ray',
};
const title = fc.constantFrom(...titles);
const slug = fc.constantFrom('alpha', 'beta', 'alpha-2', 'own-address', 'Mixed_Case.1');
const rarely = <T, U>(value: fc.Arbitrary<T>, otherwise: U) =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(otherwise) }, { weight: 1, arbitrary: value });
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const words = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom(
      'Costs',
      'Risks',
      'What next',
      '<b>bold</b> & co',
      'e\u0301 ثلاثة 🗞️',
      "it's “quoted”",
    ),
  },
  {
    weight: 4,
    arbitrary: fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
      .filter((text) => text.trim() !== '' && !text.includes('\u0000') && text.isWellFormed()),
  },
);
const heading = fc.oneof(
  { weight: 14, arbitrary: words },
  { weight: 1, arbitrary: fc.constantFrom('', '  ') },
);
const place = fc.nat({ max: 11 });
const position = maybe(fc.integer({ min: 1, max: 5 }));

const bulletWish: fc.Arbitrary<BulletWish> = fc.record({
  from: maybe(place),
  named: fc.boolean(),
  text: maybe(heading),
});
const sectionWish: fc.Arbitrary<SectionWish> = fc.record({
  from: maybe(place),
  named: fc.boolean(),
  heading: maybe(heading),
  lead: maybe(words),
  bullets: fc.array(bulletWish, { maxLength: 4 }),
});
const entryWish: fc.Arbitrary<EntryWish> = fc.record({
  from: maybe(place),
  named: fc.boolean(),
  headline: maybe(
    fc.oneof({ weight: 6, arbitrary: words }, { weight: 1, arbitrary: fc.constant('') }),
  ),
  teaser: maybe(words),
  url: maybe(fc.constantFrom('https://example.org/a', 'http://example.com/?q=1')),
  target: fc.oneof(
    { weight: 3, arbitrary: fc.constant(null) },
    { weight: 8, arbitrary: fc.nat({ max: 4 }) },
    { weight: 1, arbitrary: fc.constant(-1) },
  ),
});
const outline = maybe(fc.array(sectionWish, { maxLength: 4 }));
const entries = maybe(fc.array(entryWish, { maxLength: 3 }));
const placed = { door, article: fc.nat({ max: 4 }) };
const childPlace = {
  child: fc.constantFrom<ChildKind>('section', 'bullet', 'entry'),
  section: place,
  bullet: place,
  entry: place,
};

const kind = <K extends string, T>(name: K, fields: { [P in keyof T]: fc.Arbitrary<T[P]> }) =>
  fc.record({ kind: fc.constant(name), ...fields }) as fc.Arbitrary<{ kind: K } & T>;

export const operation: fc.Arbitrary<Operation> = fc.oneof(
  {
    weight: 3,
    arbitrary: kind('create', {
      door,
      title,
      slug: rarely(slug, null),
      lead: maybe(words),
      outline,
      entries,
      publish: fc.boolean(),
    }),
  },
  {
    weight: 8,
    arbitrary: kind('update', {
      ...placed,
      title: rarely(title, null),
      slug: rarely(slug, null),
      lead: rarely(words, null),
      outline,
      entries,
      base: fc.constantFrom('none' as const, 'none' as const, 'current' as const, 'old' as const),
      publish: rarely(fc.constant(true), false),
    }),
  },
  { weight: 7, arbitrary: kind('publish', placed) },
  { weight: 3, arbitrary: kind('unpublish', { ...placed, andDiscard: fc.boolean() }) },
  { weight: 3, arbitrary: kind('discard', placed) },
  { weight: 2, arbitrary: kind('delete', placed) },
  {
    weight: 2,
    arbitrary: kind('clone', { ...placed, title: rarely(title, null), slug: rarely(slug, null) }),
  },
  {
    weight: 2,
    arbitrary: kind('bulk', {
      action: fc.constantFrom(
        'bulkPublish' as const,
        'bulkPublish' as const,
        'bulkUnpublish' as const,
        'bulkDelete' as const,
      ),
      articles: fc.uniqueArray(fc.nat({ max: 4 }), { minLength: 1, maxLength: 3 }),
    }),
  },
  {
    weight: 2,
    arbitrary: kind('addSection', { ...placed, heading, lead: maybe(words), position }),
  },
  {
    weight: 3,
    arbitrary: kind('addBullet', { ...placed, section: place, text: heading, position }),
  },
  { weight: 3, arbitrary: kind('addEntry', { ...placed, wish: entryWish, position }) },
  {
    weight: 2,
    arbitrary: kind('changeSection', {
      ...placed,
      section: place,
      heading: maybe(heading),
      lead: maybe(words),
      position,
    }),
  },
  {
    weight: 3,
    arbitrary: kind('changeBullet', {
      ...placed,
      section: place,
      bullet: place,
      text: maybe(heading),
      position,
    }),
  },
  {
    weight: 3,
    arbitrary: kind('changeEntry', {
      ...placed,
      entry: place,
      wish: fc.record(
        { headline: entryWish.map((w) => w.headline), target: entryWish.map((w) => w.target) },
        { requiredKeys: [] },
      ),
      position,
    }),
  },
  { weight: 4, arbitrary: kind('removeChild', { ...placed, ...childPlace }) },
  {
    weight: 1,
    arbitrary: kind('publishChild', {
      ...placed,
      ...childPlace,
      action: fc.constantFrom('publish' as const, 'unpublish' as const, 'discard' as const),
    }),
  },
  {
    weight: 2,
    arbitrary: kind('site', {
      door,
      text: maybe(words),
      url: maybe(fc.constantFrom('https://example.org/letter')),
      publish: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: kind('gone', {
      door,
      act: fc.constantFrom(
        'publish' as const,
        'unpublish' as const,
        'discard' as const,
        'delete' as const,
        'update' as const,
      ),
    }),
  },
);
