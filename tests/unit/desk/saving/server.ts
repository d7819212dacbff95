import type {
  DeskArticle,
  DeskSave,
  DeskText,
} from '../../../../src/plugins/desk/server/src/contracts';
import { createAutosave } from '../../../../src/plugins/desk/admin/src/saving/autosave';
import { memoryBackups } from './memory-backups';
import type { SaveOutcome, SaveState } from '../../../../src/plugins/desk/admin/src/saving/outcome';
import { sameText } from '../../../../src/plugins/desk/admin/src/saving/parts';

/** Timers that fire when the test says so, in order; answers are awaited in between. */
export const fakeClock = () => {
  let time = 1_000_000;
  let count = 0;
  const timers = new Map<number, { at: number; act: () => void }>();
  const settled = async (): Promise<void> => {
    for (let turn = 0; turn < 30; turn++) await Promise.resolve();
  };
  return {
    now: () => time,
    setTimer(act: () => void, ms: number): unknown {
      timers.set(++count, { at: time + ms, act });
      return count;
    },
    clearTimer: (timer: unknown): void => void timers.delete(timer as number),
    async pass(ms: number): Promise<void> {
      const end = time + ms;
      await settled();
      for (;;) {
        const due = [...timers].sort((a, b) => a[1].at - b[1].at || a[0] - b[0])[0];
        if (!due || due[1].at > end) break;
        timers.delete(due[0]);
        time = Math.max(time, due[1].at);
        due[1].act();
        await settled();
      }
      time = end;
    },
  };
};
export type FakeClock = ReturnType<typeof fakeClock>;

export type Net = 'up' | 'down' | 'deaf' | 'expired' | 'forbidden' | 'broken' | 'halfBroken';

/** Versions, one lock, and what can go wrong before or after the lock. Refuses texts with BAD in them. */
export const fakeServer = (clock: FakeClock, initial: DeskText) => {
  const server = {
    net: 'up' as Net,
    delay: 0,
    version: 1,
    text: structuredClone(initial),
    requests: 0,
    /** Every text that stood there. */
    history: [structuredClone(initial)],
    article: (): DeskArticle =>
      ({
        documentId: 'd',
        version: server.version,
        text: structuredClone(server.text),
      }) as DeskArticle,
    put(text: DeskText): void {
      server.text = structuredClone(text);
      if (server.text.details.slug === '') server.text.details.slug = 'made-by-the-server';
      server.version++;
      server.history.push(structuredClone(server.text));
    },
    judge({ baseVersion, text }: DeskSave): SaveOutcome {
      if (baseVersion !== server.version) return { kind: 'stale', current: server.article() };
      const errors: { path: string[]; message: string }[] = [];
      const check = (path: string, value: string): void => {
        if (value.includes('BAD'))
          errors.push({ path: path.split('.'), message: `${path} is bad` });
      };
      check('title', text.title);
      check('lead', text.lead);
      check('details.byline', text.details.byline);
      check('details.teaser', text.details.teaser);
      text.sections.forEach(({ heading, lead, bullets }, s) => {
        check(`sections.${s}.heading`, heading);
        check(`sections.${s}.lead`, lead);
        bullets.forEach((bullet, b) => check(`sections.${s}.bullets.${b}.text`, bullet.text));
      });
      if (errors.length > 0) return { kind: 'invalid', errors };
      server.put(text);
      return { kind: 'saved', article: server.article() };
    },
    async save(_id: string, request: DeskSave): Promise<SaveOutcome> {
      server.requests++;
      const { net, delay } = server;
      const sent = structuredClone(request);
      const wait = (ms: number) => new Promise<void>((go) => void clock.setTimer(go, ms));
      if (delay) await wait(delay / 2);
      if (net === 'down') return { kind: 'offline' };
      if (net === 'expired') return { kind: 'expired' };
      if (net === 'forbidden') return { kind: 'forbidden', message: 'Not for you.' };
      if (net === 'broken') return { kind: 'busy', message: 'Down for repairs.' };
      const outcome = server.judge(sent);
      if (delay) await wait(delay / 2);
      if (net === 'deaf') return { kind: 'offline' };
      if (net === 'halfBroken')
        return { kind: 'busy', message: 'Bad gateway.', retryAfterMs: 2000 };
      return outcome;
    },
  };
  return server;
};

/** An editor at a desk: what it shows follows what is typed and what autosave brings in. */
export const desk = (initial: DeskText) => {
  const clock = fakeClock();
  const server = fakeServer(clock, initial);
  const backups = memoryBackups(clock.now);
  const shown = { text: initial, states: [] as SaveState[], merges: 0 };
  const autosave = createAutosave({
    ...clock,
    documentId: 'd',
    tab: 'tab',
    initial: { version: 1, text: initial },
    transport: server,
    backup: backups,
    onState: (state) => void shown.states.push(state),
    onMerged(text) {
      shown.text = text;
      shown.merges++;
    },
  });
  return {
    clock,
    server,
    backups,
    shown,
    autosave,
    type(change: (text: DeskText) => DeskText): void {
      shown.text = change(shown.text);
      autosave.update(shown.text);
    },
    /** Somebody else, who always works on what the server has. */
    other(change: (text: DeskText) => DeskText): void {
      const text = change(structuredClone(server.text));
      if (!sameText(text, server.text)) server.put(text);
    },
  };
};
