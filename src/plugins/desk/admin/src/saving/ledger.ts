/** What stands in the editor, what the server has, and what lies between the two. No timers, no requests. */
import type { DeskInvalid, DeskText } from '../../../server/src/contracts';
import { ancestorOf } from './ancestor';
import type { Backup } from './backup';
import { keyOfPath, placeOfKey, withHeld, type Held } from './held';
import { merge, type Conflict, type Notice } from './merge';
import {
  DETAILS,
  detailKey,
  mapDetails,
  sameText,
  textsOf,
  withoutEmpties,
  withText,
} from './parts';

/** A text as the server has it. */
export interface Version {
  version: number;
  text: DeskText;
}

export type Choice = 'mine' | 'theirs' | { text: string };

/** A text that the server refuses. */
export interface Invalid {
  place: string;
  key: string;
  message: string;
}

export interface Outgoing {
  baseVersion: number;
  text: DeskText;
  /** What the editor had; differs where places are held. */
  mine: DeskText;
  held: Held;
}

/** More than this many tellings without an answer are told apart no better. */
const MOST_LOST = 100;

/**
 * What the server made of a detail, such as the slug that follows the title, comes in where nothing was
 * typed since; never a text that somebody may be in the middle of.
 */
const filled = (text: DeskText, sent: Outgoing, server: DeskText): DeskText => {
  const isMade = (name: (typeof DETAILS)[number]): boolean =>
    sent.text.details[name] !== server.details[name] &&
    text.details[name] === sent.text.details[name] &&
    !sent.held.has(detailKey(name)) &&
    (name === 'slug' || text.details[name] === '');
  const made = DETAILS.filter(isMade);
  if (made.length === 0) return text;
  const own = new Set(made.map(detailKey));
  const details = mapDetails(text.details, (key, before) => {
    const name = DETAILS.find((one) => detailKey(one) === key)!;
    return own.has(key) ? server.details[name] : before;
  });
  return { ...text, details };
};

/** Each save makes one version: past it, the answer holds words that this editor never had. */
const isPast = (server: Version, sent: Outgoing): boolean => server.version > sent.baseVersion + 1;

export const createLedger = (initial: Version) => {
  let base = initial;
  /** What the server last took from us; it may have stored it in other words. */
  let acked = initial.text;
  let mine = initial.text;
  /** Sent since, without an answer: may have arrived. */
  let lost: DeskText[] = [];
  let notices: Notice[] = [];
  const conflicts = new Map<string, Conflict>();
  const refused = new Map<string, { value: string; message: string }>();

  const held = (): Held => {
    const places = new Map<string, string | null>();
    if (conflicts.size === 0 && refused.size === 0) return places;
    const here = textsOf(mine);
    const server = textsOf(base.text);
    for (const key of conflicts.keys()) if (here.has(key)) places.set(key, server.get(key) ?? null);
    for (const [key, { value }] of refused)
      if (here.get(key) === value) places.set(key, server.get(key) ?? null);
    return places;
  };

  const outgoing = (): Outgoing => {
    const places = held();
    return {
      baseVersion: base.version,
      text: withoutEmpties(withHeld(mine, places)),
      mine,
      held: places,
    };
  };

  const isPending = (): boolean =>
    lost.length > 0 || !sameText(outgoing().text, withoutEmpties(acked));

  /** Drops what is no longer in question: both say the same, or the last good text stands again. */
  const settle = (): void => {
    if (conflicts.size === 0 && refused.size === 0) return;
    const here = textsOf(mine);
    const server = textsOf(base.text);
    for (const [key, { theirs }] of conflicts) if (here.get(key) === theirs) conflicts.delete(key);
    for (const key of refused.keys())
      if (
        server.has(key) &&
        here.get(key) === server.get(key) &&
        server.get(key) !== refused.get(key)?.value
      )
        refused.delete(key);
  };

  const took = (server: Version, sent: Outgoing): void => {
    base = { version: server.version, text: server.text };
    acked = filled(sent.text, sent, server.text);
    mine = filled(mine, sent, server.text);
    lost = [];
    for (const key of [...refused.keys()]) if (!sent.held.has(key)) refused.delete(key);
  };

  const stale = (current: Version): void => {
    const ancestor = [base.text, ...lost].reduce(
      (from, own) => (sameText(own, current.text) ? own : ancestorOf(from, own, current.text)),
      acked,
    );
    const found = merge(ancestor, mine, current.text);
    for (const conflict of found.conflicts) {
      const open = conflicts.get(conflict.key);
      conflicts.set(conflict.key, open ? { ...conflict, base: open.base } : conflict);
    }
    const isSame = sameText(found.merged, mine);
    const others = isSame ? [] : [{ kind: 'merged' } as const];
    const kept = notices.filter(({ kind }) => kind === 'kept' || others.length === 0);
    notices = [...kept, ...found.notices, ...others];
    base = { version: current.version, text: current.text };
    acked = current.text;
    lost = [];
    // The very same object tells the editor that there is nothing to show.
    if (!isSame) mine = found.merged;
    settle();
  };

  return {
    mine: () => mine,
    base: () => base,
    lost: (): readonly DeskText[] => lost,
    outgoing,
    isPending,
    /** Whether anything that was typed is not on the server. */
    isDirty: (): boolean => isPending() || !sameText(withHeld(mine, held()), mine),

    /** Open ones; those whose part was removed wait, for it may come back by undo. */
    conflicts(): Conflict[] {
      if (conflicts.size === 0) return [];
      const here = textsOf(mine);
      return [...conflicts.values()].flatMap((conflict) => {
        const text = here.get(conflict.key);
        return text === undefined ? [] : [{ ...conflict, mine: text }];
      });
    },
    invalid: (): Invalid[] =>
      [...refused].flatMap(([key, { message }]) => {
        const place = placeOfKey(mine, key);
        return place === null ? [] : [{ place, key, message }];
      }),
    notices: (): readonly Notice[] => notices,
    dismissNotices(): void {
      notices = [];
    },

    /** @returns whether anything changed */
    update(text: DeskText): boolean {
      if (sameText(text, mine)) return false;
      mine = text;
      settle();
      return true;
    },

    saved(server: Version, sent: Outgoing): void {
      if (!isPast(server, sent)) return took(server, sent);
      took({ version: sent.baseVersion + 1, text: sent.text }, sent);
      stale(server);
    },

    lose(sent: Outgoing): void {
      const last = lost.at(-1);
      if (last && sameText(last, sent.text)) return;
      lost = [...lost, sent.text];
      // The first is the likeliest to have arrived, the last the likeliest to arrive.
      if (lost.length > MOST_LOST) lost.splice(MOST_LOST / 2, 1);
    },

    stale,

    /** @returns whether any place is held from now on that was not before */
    refuse(errors: DeskInvalid['errors'], sent: Outgoing): boolean {
      const values = textsOf(sent.text);
      let isNew = false;
      for (const { path, message } of errors) {
        const key = keyOfPath(sent.text, path);
        if (key === null || sent.held.has(key)) continue;
        refused.set(key, { value: values.get(key) ?? '', message });
        isNew = true;
      }
      settle();
      return isNew;
    },

    resolve(key: string, choice: Choice): boolean {
      const conflict = conflicts.get(key);
      if (!conflict) return false;
      conflicts.delete(key);
      if (choice !== 'mine')
        mine = withText(mine, key, choice === 'theirs' ? conflict.theirs : choice.text);
      return true;
    },

    /** Brings in what a tab that is gone had not saved. */
    restore({ base: { text }, text: found, sent = [], conflicts: open = [] }: Backup): void {
      const now = mine;
      const ancestor = sent.reduce(
        (from, own) => (sameText(own, now) ? own : ancestorOf(from, own, now)),
        text,
      );
      const restored = merge(ancestor, found, now);
      mine = restored.merged;
      const here = textsOf(mine);
      const server = textsOf(base.text);
      for (const conflict of open) {
        const theirs = server.get(conflict.key);
        if (theirs !== undefined && here.has(conflict.key))
          conflicts.set(conflict.key, { ...conflict, theirs });
      }
      for (const conflict of restored.conflicts) conflicts.set(conflict.key, conflict);
      notices = [...notices, ...restored.notices];
      settle();
    },
  };
};

export type Ledger = ReturnType<typeof createLedger>;
