/** What can happen to lists, as data, and how to make it up at random. Stories are named by their place. */
import fc from 'fast-check';

export const SUBJECTS = ['tram', 'glacier', 'harvest'] as const;
export type Subject = (typeof SUBJECTS)[number];

/** A text without its mark; two of the same subject and variant tell the same story. */
export interface Text {
  subject: Subject;
  variant: number;
}

export type DecisionKind =
  | 'pin'
  | 'unpin'
  | 'hide'
  | 'unhide'
  | 'move'
  | 'headline'
  | 'teaser'
  | 'words'
  | 'noHeadline'
  | 'noTeaser'
  | 'release'
  | 'add'
  | 'link'
  | 'lock'
  | 'unlock';

export type Act =
  | { kind: 'create'; text: Text; day: number; publish: boolean }
  | { kind: 'publish' | 'unpublish' | 'delete' | 'discard'; at: number }
  | {
      kind: 'edit';
      at: number;
      what: 'text' | 'title' | 'teaser' | 'noTeaser';
      text: Text;
      publish: boolean;
    }
  | {
      kind: 'decide';
      at: number;
      decision: DecisionKind;
      entry: number;
      other: number;
      place: number;
      byId: boolean;
      live: boolean;
    }
  | { kind: 'form'; at: number; entry: number; remove: boolean }
  | { kind: 'never'; at: number; never: boolean }
  /** The same jobs once more: nothing may come of it. */
  | { kind: 'again'; at: number; queue: 'stories' | 'lists' }
  | { kind: 'refit' }
  | { kind: 'settle' };

const at = fc.nat({ max: 13 });
const text = fc.record({
  subject: fc.constantFrom(...SUBJECTS),
  variant: fc.nat({ max: 5 }),
});
const of = <K extends string, T>(kind: K, fields: { [P in keyof T]: fc.Arbitrary<T[P]> }) =>
  fc.record({ kind: fc.constant(kind), ...fields }) as fc.Arbitrary<{ kind: K } & T>;
const often = fc.oneof(
  { weight: 3, arbitrary: fc.constant(true) },
  { weight: 1, arbitrary: fc.constant(false) },
);

export const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 3,
    arbitrary: of('create', { text, day: fc.nat({ max: 60 }), publish: often }),
  },
  { weight: 4, arbitrary: of('publish', { at }) },
  {
    weight: 5,
    arbitrary: of('edit', {
      at,
      what: fc.constantFrom('text', 'text', 'title', 'teaser', 'noTeaser'),
      text,
      publish: often,
    }),
  },
  { weight: 3, arbitrary: of('unpublish', { at }) },
  { weight: 1, arbitrary: of('delete', { at }) },
  { weight: 1, arbitrary: of('discard', { at }) },
  {
    weight: 14,
    arbitrary: of('decide', {
      at,
      decision: fc.constantFrom<DecisionKind>(
        'pin',
        'pin',
        'unpin',
        'hide',
        'hide',
        'unhide',
        'move',
        'move',
        'headline',
        'teaser',
        'words',
        'noHeadline',
        'noTeaser',
        'release',
        'add',
        'add',
        'link',
        'lock',
        'unlock',
        'unlock',
      ),
      entry: fc.nat({ max: 3 }),
      other: at,
      place: fc.integer({ min: 1, max: 4 }),
      byId: fc.boolean(),
      live: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: of('form', { at, entry: fc.nat({ max: 3 }), remove: fc.boolean() }) },
  { weight: 2, arbitrary: of('never', { at, never: often }) },
  {
    weight: 1,
    arbitrary: of('again', { at, queue: fc.constantFrom('stories', 'lists') }),
  },
  { weight: 1, arbitrary: of('refit', {}) },
  { weight: 4, arbitrary: of('settle', {}) },
);
