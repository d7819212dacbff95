/** Why an entry stands in its list: one telling for commands, and one in each language of the admin. */
import { createIntl } from 'react-intl';
import { groundInWords } from '../../../src/plugins/recent-news/admin/src/grounds-in-words';
import type { Text } from '../../../src/plugins/recent-news/admin/src/text';
import de from '../../../src/plugins/recent-news/admin/src/translations/de.json';
import en from '../../../src/plugins/recent-news/admin/src/translations/en.json';
import { groundsOf, type Ground } from '../../../src/plugins/recent-news/server/src/lists/grounds';
import { groundsInWords } from '../../../src/plugins/recent-news/server/src/lists/reason-in-words';
import {
  VACANT,
  type ListEntry,
  type Reason,
} from '../../../src/plugins/recent-news/server/src/lists/types';

const REASON: Reason = {
  rung: 'related',
  relatedness: 0.0625,
  space: 0,
  lexical: 0,
  lexicalWeight: 0,
  rank: 0,
  terms: ['harbour', 'crane'],
  age: 3.2,
  spaceVersion: 1,
  displaced: null,
};
const entry = (more: Partial<ListEntry>): ListEntry => ({ ...VACANT, target: 's', ...more });
const of = (more: Partial<ListEntry>, known = {}): Ground[] =>
  groundsOf(entry(more), {
    locked: false,
    shown: true,
    titleOf: () => 'Old',
    wordOf: (stem) => stem,
    ...known,
  });
const because = (reason: Partial<Reason>, known = {}): Ground[] =>
  of({ reason: { ...REASON, ...reason } }, known);

const ALL: Ground[] = [
  ...of({ hand: { added: true } }, { shown: false, locked: true }),
  ...of({ hand: { added: true }, target: null }),
  ...of({ hand: { pinned: true, headline: true } }),
  ...of({ hand: { headline: true, teaser: true } }),
  ...of({ hand: { teaser: true } }),
  ...(['related', 'topic', 'recent'] as const).flatMap((rung) =>
    [-30, -1.2, -0.3, 0.4, 0.9, 12].flatMap((age) =>
      [[], ['harbour'], ['harbour', 'crane']].flatMap((terms) => because({ rung, age, terms })),
    ),
  ),
  ...because({ displaced: 'old' }),
  ...because({ displaced: 'old' }, { titleOf: () => null }),
];

const textIn = (locale: string, messages: Record<string, string>): Text => {
  const intl = createIntl({
    locale,
    messages,
    onError: (error) => {
      throw error;
    },
  });
  return (key, values) => intl.formatMessage({ id: key }, values);
};

test('what the machine knows is told in parts', () => {
  expect(because({}, { wordOf: (stem: string) => stem.toUpperCase() })).toEqual([
    { kind: 'related', likeness: 50, days: 3, words: ['HARBOUR', 'CRANE'] },
  ]);
  expect(of({ hand: { pinned: true }, reason: REASON }, { locked: true, shown: false })).toEqual([
    { kind: 'notLive' },
    { kind: 'pinned' },
    { kind: 'locked' },
    { kind: 'related', likeness: 50, days: 3, words: ['harbour', 'crane'] },
  ]);
});

test('commands say it in sentences', () => {
  expect(groundsInWords(because({ displaced: 'old', age: -1 }))).toEqual([
    'Related by its text (50 %), a day newer than this story. Both speak of “harbour”, “crane”.',
    'It took the place of “Old”.',
  ]);
  expect(groundsInWords(because({ rung: 'topic', age: -0.2, terms: [] }))).toEqual([
    'On the same subject, of the same day.',
  ]);
});

test('the English admin says the same as the commands', () => {
  const text = textIn('en', en);
  const told = ALL.filter((ground) => ground.kind !== 'displaced' || ground.title !== null);
  expect(told.map((ground) => groundInWords(text, ground))).toEqual(groundsInWords(told));
});

test('the German admin says all of it in German', () => {
  const text = textIn('de', de);
  const said = ALL.map((ground) => groundInWords(text, ground));
  expect(said).toContain(
    'Im Text verwandt (50 %), einen Tag neuer als diese. Beide sprechen von „harbour“, „crane“.',
  );
  expect(said.join(' ')).not.toMatch(/\b(the|story|days?|editor|speak)\b/i);
});
