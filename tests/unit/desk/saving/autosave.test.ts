import { withText } from '../../../../src/plugins/desk/admin/src/saving/parts';
import { textsOf } from '../../../../src/plugins/desk/admin/src/saving/parts';
import type { DeskText } from '../../../../src/plugins/desk/server/src/contracts';
import { desk } from './server';
import { page, shape } from './texts';

const BASE = page('a: a1 a2', 'b: b1');
const tell = (key: string, value: string) => (text: DeskText) => withText(text, key, value);
const title = (value: string) => tell('title', value);

describe('pace', () => {
  it('saves a second after the typing stops', async () => {
    const { type, clock, server, autosave } = desk(BASE);
    type(title('T1'));
    await clock.pass(900);
    type(title('T12'));
    await clock.pass(999);
    expect(server.requests).toBe(0);
    expect(autosave.state()).toMatchObject({ kind: 'waiting', dirty: true });
    await clock.pass(1);
    expect(server.text.title).toBe('T12');
    expect(autosave.state()).toMatchObject({
      kind: 'saved',
      at: new Date(clock.now()),
      dirty: false,
    });
  });

  it('saves every ten seconds while the typing goes on', async () => {
    const { type, clock, server } = desk(BASE);
    for (let n = 0; n < 63; n++) {
      type(title(`T${n}`));
      await clock.pass(500);
    }
    expect(server.requests).toBe(3);
  });

  it('writes nothing when the text is what the server has', async () => {
    const { type, clock, server, autosave } = desk(BASE);
    type(title('X'));
    type(title(BASE.title));
    await clock.pass(60_000);
    expect(server.requests).toBe(0);
    expect(autosave.state()).toMatchObject({ kind: 'saved', dirty: false });
  });

  it('has one request under way, and sends after it what was typed meanwhile', async () => {
    const { type, clock, server, shown } = desk(BASE);
    server.delay = 4000;
    type(title('one'));
    await clock.pass(1500);
    type(title('one two'));
    await clock.pass(2000);
    expect(server.requests).toBe(1);
    await clock.pass(10_000);
    expect(server.history.map((text) => text.title)).toEqual(['Title', 'one', 'one two']);
    expect(shown.text.title).toBe('one two');
  });

  it('shows what the server filled in, unless it was typed since', async () => {
    const blank = withText(BASE, 'details.slug', '');
    const { type, clock, server, shown } = desk(blank);
    type(title('one'));
    await clock.pass(2000);
    expect(shown.text.details.slug).toBe('made-by-the-server');
    await clock.pass(60_000);
    expect(server.requests).toBe(1);
    const slow = desk(blank);
    slow.server.delay = 4000;
    slow.type(title('one'));
    await slow.clock.pass(2000);
    slow.type(tell('details.slug', 'typed'));
    await slow.clock.pass(20_000);
    expect(slow.server.text.details.slug).toBe('typed');
    expect(slow.shown.text.details.slug).toBe('typed');
  });
});

describe('trouble', () => {
  it('tries again with growing pauses, at once when the network is back', async () => {
    const { type, clock, server, autosave, backups } = desk(BASE);
    server.net = 'down';
    type(title('kept'));
    await clock.pass(1000 + 60_000);
    // After 1, 2, 4, 8 and then every 15 seconds.
    expect(server.requests).toBe(8);
    expect(autosave.state()).toMatchObject({ kind: 'offline', dirty: true });
    expect(await backups.findBackups('d', new Set())).toMatchObject([{ text: { title: 'kept' } }]);
    server.net = 'up';
    autosave.online();
    await clock.pass(0);
    expect(server.text.title).toBe('kept');
    expect(await backups.findBackups('d', new Set())).toEqual([]);
  });

  it('ends well when the answer was lost, further attempts failed and the typing went on', async () => {
    const { type, clock, server, shown, autosave } = desk(BASE);
    server.net = 'deaf';
    type(title('one'));
    type((text) => ({ ...text, sections: text.sections.slice(0, 1) }));
    await clock.pass(1500);
    expect(server.text.title).toBe('one');
    server.net = 'down';
    type(title('one two'));
    await clock.pass(5000);
    // Undo brings the section back.
    type((text) => ({ ...text, title: 'one two three', sections: BASE.sections }));
    await clock.pass(20_000);
    server.net = 'up';
    await clock.pass(30_000);
    expect(autosave.state()).toMatchObject({
      kind: 'saved',
      dirty: false,
      conflicts: [],
      notices: [],
    });
    expect(server.text.title).toBe('one two three');
    expect(shape(server.text)).toEqual(shape(BASE));
    expect(shown.merges).toBe(0);
  });

  it('waits for the log-in with the text kept', async () => {
    const { type, clock, server, autosave } = desk(BASE);
    server.net = 'expired';
    type(title('kept'));
    await clock.pass(12_000);
    expect(autosave.state()).toMatchObject({ kind: 'expired', dirty: true });
    expect(server.requests).toBe(3);
    server.net = 'up';
    autosave.focus();
    await clock.pass(0);
    expect(server.text.title).toBe('kept');
  });

  it('does not repeat what is refused until it is edited or asked for', async () => {
    const { type, clock, server, autosave } = desk(BASE);
    server.net = 'forbidden';
    type(title('kept'));
    await clock.pass(100_000);
    expect(server.requests).toBe(1);
    expect(autosave.state()).toMatchObject({
      kind: 'refused',
      message: 'Not for you.',
      dirty: true,
    });
    type(title('kept 2'));
    await clock.pass(100_000);
    expect(server.requests).toBe(2);
    server.net = 'up';
    autosave.retryNow();
    await clock.pass(0);
    expect(server.text.title).toBe('kept 2');
  });

  it('counts a request without an answer as lost', async () => {
    const { type, clock, server, autosave } = desk(BASE);
    server.delay = 100_000;
    type(title('slow'));
    await clock.pass(31_001);
    expect(autosave.state().kind).toBe('offline');
    server.delay = 0;
    await clock.pass(200_000);
    expect(server.text.title).toBe('slow');
    expect(autosave.state()).toMatchObject({ kind: 'saved', conflicts: [] });
  });
});

describe('invalid places', () => {
  it('are held with the last good text, or left out when new; the rest is saved', async () => {
    const { type, clock, server, autosave } = desk(BASE);
    type(tell('bullet:a1', 'BAD'));
    type((text) => {
      const next = structuredClone(text);
      next.sections[0]!.bullets.unshift({ id: 'n', text: 'BAD too' });
      return { ...next, title: 'good' };
    });
    await clock.pass(60_000);
    expect(server.requests).toBe(2);
    expect(server.text.title).toBe('good');
    expect(shape(server.text)).toEqual(['a: a1 a2', 'b: b1']);
    expect(textsOf(server.text).get('bullet:a1')).toBe('text a1');
    expect(autosave.state()).toMatchObject({
      kind: 'saved',
      dirty: true,
      invalid: [
        { key: 'bullet:n', place: 'sections[0].bullets[0].text' },
        { key: 'bullet:a1', place: 'sections[0].bullets[1].text' },
      ],
    });
    type(tell('bullet:n', 'fine'));
    type(tell('bullet:a1', 'fine'));
    await clock.pass(3000);
    expect(shape(server.text)).toEqual(['a: n a1 a2', 'b: b1']);
    expect(autosave.state()).toMatchObject({ invalid: [], dirty: false });
  });

  it('do not take the bullets below a refused new heading from the server', async () => {
    const { type, clock, server } = desk(BASE);
    type((text) => ({
      ...text,
      sections: [
        { ...text.sections[0]!, bullets: text.sections[0]!.bullets.slice(0, 1) },
        { id: 'n', heading: 'BAD', lead: '', bullets: text.sections[0]!.bullets.slice(1) },
        text.sections[1]!,
      ],
    }));
    await clock.pass(5000);
    expect(shape(server.text)).toEqual(['a: a1 a2', 'b: b1']);
  });

  it('end in a refusal when nothing more can be held', async () => {
    const bad = withText(BASE, 'lead', 'BAD from the start');
    const { type, clock, server, autosave } = desk(bad);
    type(title('x'));
    await clock.pass(60_000);
    expect(server.requests).toBeLessThanOrEqual(2);
    expect(autosave.state()).toMatchObject({
      kind: 'refused',
      message: 'lead is bad',
      dirty: true,
    });
    type(tell('lead', 'good'));
    await clock.pass(3000);
    expect(server.text).toMatchObject({ title: 'x', lead: 'good' });
  });
});

describe('two editors', () => {
  it('merges by itself what only one touched', async () => {
    const { type, other, clock, server, shown, autosave } = desk(BASE);
    other(tell('lead', 'theirs'));
    type(title('mine'));
    await clock.pass(3000);
    expect(server.text).toMatchObject({ title: 'mine', lead: 'theirs' });
    expect(shown.text).toEqual(server.text);
    expect(autosave.state()).toMatchObject({ conflicts: [], notices: [{ kind: 'merged' }] });
  });

  it('leaves their telling on the server until somebody chooses', async () => {
    const { type, other, clock, server, shown, autosave } = desk(BASE);
    other(title('theirs'));
    type(title('mine'));
    type(tell('lead', 'my lead'));
    await clock.pass(5000);
    expect(server.text).toMatchObject({ title: 'theirs', lead: 'my lead' });
    expect(shown.text.title).toBe('mine');
    expect(autosave.state()).toMatchObject({
      kind: 'saved',
      dirty: true,
      conflicts: [{ key: 'title', base: 'Title', mine: 'mine', theirs: 'theirs' }],
    });
    other(title('theirs 2'));
    type(title('mine 2'));
    type(tell('lead', 'my lead 2'));
    await clock.pass(5000);
    expect(autosave.state().conflicts).toEqual([
      { key: 'title', base: 'Title', mine: 'mine 2', theirs: 'theirs 2' },
    ]);
    autosave.resolve('title', 'mine');
    await clock.pass(5000);
    expect(server.text.title).toBe('mine 2');
    expect(autosave.state()).toMatchObject({ conflicts: [], dirty: false });
  });

  it.each([
    ['theirs' as const, 'theirs'],
    [{ text: 'both' }, 'both'],
  ])('takes %j', async (choice, result) => {
    const { type, other, clock, server, shown, autosave } = desk(BASE);
    other(title('theirs'));
    type(title('mine'));
    await clock.pass(5000);
    autosave.resolve('title', choice);
    await clock.pass(5000);
    expect([server.text.title, shown.text.title]).toEqual([result, result]);
    expect(autosave.state()).toMatchObject({ conflicts: [], dirty: false });
  });
});

describe('leaving', () => {
  it('flushes at once and tells whether all is saved', async () => {
    const { type, clock, server, autosave } = desk(BASE);
    server.delay = 200;
    type(title('one'));
    await clock.pass(1050);
    type(title('one two'));
    const done = autosave.flush();
    await clock.pass(1000);
    expect(await done).toBe(true);
    expect(server.text.title).toBe('one two');
    server.net = 'down';
    type(title('three'));
    const failed = autosave.flush();
    await clock.pass(500);
    expect(await failed).toBe(false);
  });

  it('keeps the copy when disposed before the save, and restores it beside what was typed and saved since', async () => {
    const first = desk(BASE);
    first.server.net = 'down';
    first.type(title('lost?'));
    first.type(tell('bullet:a1', 'mine'));
    await first.clock.pass(2000);
    first.autosave.dispose();
    const [found] = await first.backups.findBackups('d', new Set(['another']));
    const second = desk(BASE);
    second.other(tell('bullet:a1', 'theirs'));
    second.type(tell('lead', 'typed before restoring'));
    await second.autosave.restore(found!);
    await second.clock.pass(5000);
    expect(second.server.text).toMatchObject({ title: 'lost?', lead: 'typed before restoring' });
    expect(second.autosave.state().conflicts).toMatchObject([
      { key: 'bullet:a1', mine: 'mine', theirs: 'theirs' },
    ]);
    // A crash now must not make the open question forgotten.
    await second.autosave.keepNow();
    const [again] = await second.backups.findBackups('d', new Set());
    const third = desk(second.server.text);
    await third.autosave.restore(again!);
    await third.clock.pass(5000);
    expect(third.autosave.state().conflicts).toMatchObject([{ mine: 'mine', theirs: 'theirs' }]);
    expect(textsOf(third.server.text).get('bullet:a1')).toBe('theirs');
  });
});
