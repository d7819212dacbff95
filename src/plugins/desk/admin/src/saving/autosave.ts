/** Saves by itself. No React and no DOM: clock, requests and copies are given. */
import type { DeskArticle, DeskText } from '../../../server/src/contracts';
import type { Backup, Backups } from './backup';
import { createKeeper } from './keeper';
import { createLedger, type Choice, type Outgoing, type Version } from './ledger';
import type { SaveKind, SaveOutcome, SaveState, Transport } from './outcome';
import { sameText } from './parts';
import { sameState } from './state';

export interface Clock {
  /** Milliseconds since 1970. */
  now: () => number;
  setTimer: (act: () => void, ms: number) => unknown;
  clearTimer: (timer: unknown) => void;
}

export interface AutosaveOptions extends Clock {
  documentId: string;
  /** Names the copy in the browser: one for each opening of the article. */
  tab: string;
  initial: Version & { savedAt?: string | null };
  transport: Transport;
  backup: Pick<Backups, 'put' | 'remove'>;
  onState: (state: SaveState) => void;
  /** The editor shows this from now on: others' changes came in. */
  onMerged: (text: DeskText) => void;
  /** What the server tells beside the text (status, cover, public address). */
  onArticle?: (article: DeskArticle) => void;
}

type Trouble = Extract<SaveKind, { kind: 'offline' | 'expired' | 'refused' }>;

const PAUSE_MS = 1_000;
const LONGEST_MS = 10_000;
const EXPIRED_MS = 5_000;
const BACKOFF_MS = 1_000;
const LONGEST_BACKOFF_MS = 15_000;
/** A request without an answer this long counts as lost; should it arrive late, the version tells. */
const PATIENCE_MS = 30_000;
/** Somebody else may save in between, but hardly each time. */
const STALE_IN_A_ROW = 3;

const backoff = (attempt: number): number =>
  Math.min(LONGEST_BACKOFF_MS, BACKOFF_MS * 2 ** Math.min(attempt - 1, 10));

export const createAutosave = (options: AutosaveOptions) => {
  const { documentId, transport, onState, onMerged, now, setTimer, clearTimer } = options;
  const { savedAt } = options.initial;
  const ledger = createLedger(options.initial);
  let flight: { sent: Outgoing; done: Promise<void> } | null = null;
  let trouble: Trouble | null = null;
  let attempt = 0;
  let stales = 0;
  let timer: unknown = null;
  let firstTyped: number | null = null;
  let lastTyped = 0;
  let at = savedAt ? new Date(savedAt) : null;
  let shown: SaveState | null = null;
  let isDisposed = false;

  const kind = (): SaveKind => {
    if (trouble) return trouble;
    if (flight) return { kind: 'saving' };
    return ledger.isPending() ? { kind: 'waiting' } : { kind: 'saved', at };
  };
  const state = (): SaveState => ({
    ...kind(),
    dirty: flight !== null || ledger.isDirty(),
    conflicts: ledger.conflicts(),
    notices: ledger.notices(),
    invalid: ledger.invalid(),
    backupFails: keeper.fails(),
  });
  const emit = (): void => {
    if (isDisposed) return;
    const next = state();
    if (shown && sameState(shown, next)) return;
    shown = next;
    onState(next);
  };
  const keeper = createKeeper({
    ...options,
    ledger,
    underWay: () => flight?.sent.text ?? null,
    onChange: emit,
  });

  const stop = (): void => {
    if (timer !== null) clearTimer(timer);
    timer = null;
  };
  const schedule = (ms: number): void => {
    stop();
    if (isDisposed) return;
    timer = setTimer(() => {
      timer = null;
      void send();
    }, ms);
  };
  /** After a pause in the typing, or when it has gone on for long. */
  const scheduleSave = (): void => {
    const latest = (firstTyped ?? lastTyped) + LONGEST_MS;
    schedule(Math.max(0, Math.min(lastTyped + PAUSE_MS, latest) - now()));
  };
  /** Automatic retries keep their own pace, whatever is typed meanwhile. */
  const arrange = (): void => {
    if (flight || (trouble && trouble.kind !== 'refused')) return;
    if (ledger.isPending()) scheduleSave();
    else stop();
  };
  const retryIn = (ms: number, why: Trouble): void => {
    trouble = why;
    schedule(ms);
  };

  const touched = (): void => {
    lastTyped = now();
    firstTyped ??= lastTyped;
    keeper.keepSoon();
    arrange();
    emit();
  };

  const settle = (outcome: SaveOutcome, sent: Outgoing): void => {
    const before = ledger.mine();
    const isTypedSince = before !== sent.mine;
    if (outcome.kind === 'saved' || outcome.kind === 'stale') {
      const article = outcome.kind === 'saved' ? outcome.article : outcome.current;
      stales = outcome.kind === 'stale' ? stales + 1 : 0;
      trouble = null;
      attempt = 0;
      if (outcome.kind === 'saved') {
        ledger.saved(article, sent);
        at = new Date(now());
      } else ledger.stale(article);
      options.onArticle?.(article);
      if (!ledger.isPending()) stop();
      else if (outcome.kind === 'saved') scheduleSave();
      else schedule(stales > STALE_IN_A_ROW ? backoff(stales - STALE_IN_A_ROW) : 0);
    } else if (outcome.kind === 'invalid') {
      trouble = null;
      attempt = 0;
      const isHeld = ledger.refuse(outcome.errors, sent);
      const isOther = !sameText(ledger.outgoing().text, sent.text);
      if (!ledger.isPending()) stop();
      else if (!isHeld || !isOther)
        refuse(outcome.errors.map((error) => error.message).join(' '), isTypedSince);
      else if (isTypedSince) scheduleSave();
      else schedule(0);
    } else if (outcome.kind === 'offline' || outcome.kind === 'busy') {
      ledger.lose(sent);
      attempt++;
      const message = outcome.kind === 'busy' ? outcome.message : undefined;
      const asked = outcome.kind === 'busy' ? (outcome.retryAfterMs ?? 0) : 0;
      retryIn(Math.max(backoff(attempt), asked), { kind: 'offline', ...(message && { message }) });
    } else if (outcome.kind === 'expired') retryIn(EXPIRED_MS, { kind: 'expired' });
    else refuse(outcome.message, isTypedSince);
    keeper.check();
    if (ledger.mine() !== before && !isDisposed) onMerged(ledger.mine());
  };

  /** The same again would be refused again: wait for an edit. */
  const refuse = (message: string, isTypedSince: boolean): void => {
    trouble = { kind: 'refused', message };
    if (isTypedSince) scheduleSave();
    else stop();
  };

  const request = async (sent: Outgoing): Promise<void> => {
    let patience: unknown;
    const outcome = await Promise.race([
      Promise.resolve(
        transport.save(documentId, { baseVersion: sent.baseVersion, text: sent.text }),
      ).catch((): SaveOutcome => ({ kind: 'offline' })),
      new Promise<SaveOutcome>((resolve) => {
        patience = setTimer(() => resolve({ kind: 'offline' }), PATIENCE_MS);
      }),
    ]);
    clearTimer(patience);
    flight = null;
    settle(outcome, sent);
    emit();
  };

  const send = async (): Promise<void> => {
    if (flight) return flight.done;
    if (isDisposed) return;
    stop();
    if (!ledger.isPending()) {
      trouble = null;
      keeper.check();
      return emit();
    }
    const sent = ledger.outgoing();
    firstTyped = null;
    const flying = { sent, done: Promise.resolve() };
    flight = flying;
    flying.done = request(sent);
    emit();
    return flying.done;
  };

  const newer = (article: DeskArticle): void => {
    if (isDisposed) return;
    if (flight) {
      // What comes back may be newer still.
      void flight.done.then(() => newer(article));
      return;
    }
    const { version, text } = ledger.base();
    if (article.version < version) return;
    options.onArticle?.(article);
    // A publish dates the story and leaves its version.
    if (article.version === version && sameText(article.text, text)) return;
    const before = ledger.mine();
    ledger.stale(article);
    // What was refused may have been so for what comes in now.
    if (trouble?.kind === 'refused') trouble = null;
    keeper.check();
    if (ledger.mine() !== before) onMerged(ledger.mine());
    if (ledger.isPending()) {
      lastTyped = now();
      arrange();
    }
    emit();
  };

  return {
    state,
    /** What the editor shows; to be called with every change, at once. */
    update(text: DeskText): void {
      if (!isDisposed && ledger.update(text)) touched();
    },
    /** Saves what is there. @returns whether everything is on the server */
    async flush(): Promise<boolean> {
      // A request under way, its follow-up, and a few merges with others; then it is for later.
      for (let round = 0; round < 6 && !isDisposed; round++) {
        if (!flight && !ledger.isPending()) break;
        await send();
        if (trouble) break;
      }
      return !ledger.isDirty();
    },
    retryNow(): void {
      attempt = 0;
      if (!flight) trouble = null;
      void send();
    },
    online(): void {
      attempt = 0;
      if (trouble?.kind === 'offline') void send();
    },
    focus(): void {
      if (trouble?.kind === 'expired') void send();
    },
    resolve(key: string, choice: Choice): void {
      const before = ledger.mine();
      if (isDisposed || !ledger.resolve(key, choice)) return;
      touched();
      if (ledger.mine() !== before) onMerged(ledger.mine());
    },
    async restore(found: Backup): Promise<void> {
      ledger.restore(found);
      touched();
      onMerged(ledger.mine());
      await keeper.keepNow();
    },
    /** What an act or somebody else did was read: it comes in as if a save had told it. */
    newer,
    version: (): number => ledger.base().version,
    dismissNotices(): void {
      ledger.dismissNotices();
      emit();
    },
    /** Keeps a copy at once, for when the page is about to go. */
    keepNow: keeper.keepNow,
    /** Stops; the copy in the browser stays while anything is not saved. */
    dispose(): void {
      isDisposed = true;
      stop();
      keeper.stop();
    },
  };
};

export type Autosave = ReturnType<typeof createAutosave>;
