/** Saving while the network, the server and another editor do what they do. */
import fc from 'fast-check';
import { withHeld } from '../../../../src/plugins/desk/admin/src/saving/held';
import { textsOf, withText } from '../../../../src/plugins/desk/admin/src/saving/parts';
import type { DeskText } from '../../../../src/plugins/desk/server/src/contracts';
import { desk, type Net } from './server';
import { applyEdit, edit, idsOf, marksIn, page } from './texts';

const BASE = page('a: a1 a2 a3', 'b: b1 b2', 'c: c1');

const net = fc.constantFrom<Net>(
  'up',
  'up',
  'down',
  'deaf',
  'expired',
  'forbidden',
  'broken',
  'halfBroken',
);
const happening = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('type' as const), edit }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('other' as const), edit }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('net' as const), net }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('wait' as const), ms: fc.nat(7000) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('slow' as const), ms: fc.nat(40_000) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('bad' as const), at: fc.nat(30) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('undo' as const), steps: fc.nat(5) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('resolve' as const),
      choice: fc.constantFrom('mine' as const, 'theirs' as const),
    }),
  },
);
type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never;

const withBad = (text: DeskText, at: number): DeskText => {
  const keys = [...textsOf(text).keys()].filter(
    (key) => !key.startsWith('details.') || key === 'details.byline',
  );
  const key = keys[at % keys.length]!;
  return withText(text, key, `${textsOf(text).get(key)} BAD`);
};

const live = async (happenings: readonly Happening[], isAlone: boolean) => {
  const place = desk(BASE);
  const { clock, server, shown, autosave, type, other } = place;
  const undos: DeskText[] = [BASE];
  /** Marks that the writer took away, or gave up in a choice. */
  const gone = new Set<string>();
  const forget = (before: unknown, after: unknown): void => {
    const left = marksIn(after);
    for (const mark of marksIn(before)) if (!left.has(mark)) gone.add(mark);
  };
  const change = (made: (text: DeskText) => DeskText): void => {
    const before = shown.text;
    type(made);
    forget(before, shown.text);
    undos.push(shown.text);
  };
  for (const [index, one] of happenings.entries()) {
    if (one.kind === 'type') change((text) => applyEdit(text, one.edit, `m${index};`));
    else if (one.kind === 'bad') change((text) => withBad(text, one.at));
    else if (one.kind === 'undo' && isAlone) change(() => undos.at(-1 - one.steps) ?? BASE);
    else if (one.kind === 'other' && !isAlone)
      other((text) => {
        const after = applyEdit(text, one.edit, `t${index};`);
        forget(text, after);
        return after;
      });
    else if (one.kind === 'net') server.net = one.net;
    else if (one.kind === 'slow') server.delay = one.ms;
    else if (one.kind === 'wait') await clock.pass(one.ms);
    else if (one.kind === 'resolve') {
      const [conflict] = autosave.state().conflicts;
      if (!conflict) continue;
      autosave.resolve(conflict.key, one.choice);
      forget(conflict, shown.text);
    }
  }
  server.net = 'up';
  server.delay = 0;
  await clock.pass(60_000);
  const before = server.requests;
  autosave.retryNow();
  await clock.pass(120_000);
  return { ...place, gone, lateRequests: server.requests - before };
};

const heldBy = ({ autosave, server }: Awaited<ReturnType<typeof live>>) => {
  const there = textsOf(server.text);
  const { conflicts, invalid } = autosave.state();
  return new Map([...conflicts, ...invalid].map(({ key }) => [key, there.get(key) ?? null]));
};

it('alone: in the end the server has what the editor shows, and nothing was brought in', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { maxLength: 45 }), async (happenings) => {
      const end = await live(happenings, true);
      const state = end.autosave.state();
      expect(state.conflicts).toEqual([]);
      expect(end.shown.merges).toBe(0);
      const isBadFromStart = state.kind === 'refused';
      if (!isBadFromStart) {
        expect(state.kind).toBe('saved');
        expect(end.server.text).toEqual(withHeld(end.shown.text, heldBy(end)));
      }
      expect(state.dirty).toBe(state.invalid.length > 0);
      expect(end.lateRequests).toBeLessThanOrEqual(2);
      const copies = await end.backups.findBackups('d', new Set());
      expect(copies.map(({ text }) => text)).toEqual(state.dirty ? [end.shown.text] : []);
    }),
    { numRuns: 600 },
  );
});

it('with another editor: no word of either is lost, and the two sides agree in the end', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { maxLength: 45 }), async (happenings) => {
      const end = await live(happenings, false);
      const state = end.autosave.state();
      // What others did since the last save comes in with the next one.
      end.type((text) => ({ ...text, details: { ...text.details, coverAlt: 'the end' } }));
      await end.clock.pass(60_000);
      expect(end.autosave.state().kind).toBe('saved');
      expect(end.server.text).toEqual(withHeld(end.shown.text, heldBy(end)));
      const ids = idsOf(end.shown.text);
      expect(new Set(ids).size).toBe(ids.length);
      expect(end.lateRequests).toBeLessThanOrEqual(4);
      const here = marksIn([end.shown.text, end.autosave.state().conflicts]);
      const written = marksIn([end.server.history, state]);
      const missing = [...written].filter((mark) => !here.has(mark) && !end.gone.has(mark));
      expect(missing).toEqual([]);
    }),
    { numRuns: 600 },
  );
});
