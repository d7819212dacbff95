/**
 * What the admin routes take and answer, below `/rebuilds`. Types only: the admin page imports them.
 * Times are ISO 8601, UTC. Errors are Strapi's: `{ error: { status, name, message, details } }`, with
 * `details.errors[] = { path, message }` for a form.
 *
 * | route                                | permission | takes            | answers           |
 * |--------------------------------------|------------|------------------|-------------------|
 * | GET    /overview                     | read       |                  | Overview          |
 * | GET    /targets/:id                  | manage     |                  | TargetForm        |
 * | POST   /targets                      | manage     | TargetInput      | TargetSaved       |
 * | PUT    /targets/:id                  | manage     | Partial<TargetInput> | TargetSaved   |
 * | DELETE /targets/:id                  | manage     |                  | 204               |
 * | POST   /targets/:id/rotate           | manage     | RotateInput      | SecretShown       |
 * | POST   /targets/:id/test             | manage     |                  | CallDetail        |
 * | POST   /targets/:id/replay           | replay     | ReplayInput      | ReplayAnswer      |
 * | GET    /calls                        | read       | CallQuery        | CallPage          |
 * | GET    /calls/:id                    | read       |                  | CallDetail        |
 * | POST   /calls/:id/replay             | replay     |                  | CallView          |
 * | GET    /documents/:documentId        | read       |                  | DocumentState     |
 *
 * Every answer but 204 stands in `{ data: … }`.
 */

/**
 * - `idle`: has all there is
 * - `waiting`: a call will go out at `nextAt` (or as soon as a job gets to it)
 * - `calling`: a call is under way
 * - `retrying`: the last call failed and will be tried again at `nextAt`
 * - `off`: somebody turned it off
 * - `gone`: it answered 410 and was turned off
 * - `failing`: it was tried for three days and turned off
 */
export type TargetState = 'idle' | 'waiting' | 'calling' | 'retrying' | 'off' | 'gone' | 'failing';

export interface TargetView {
  id: string;
  name: string;
  /** The address, or as much of it as everybody may see. */
  shownUrl: string;
  kind: string;
  /** Kinds of change it wants; an empty list wants all. */
  events: string[];
  quietSeconds: number;
  maxWaitSeconds: number;
  enabled: boolean;
  state: TargetState;
  /** A sentence for people where something is wrong, else null. */
  fault: string | null;
  /** Changes it has not got yet. */
  waitingChanges: number;
  oldestWaitingAt: string | null;
  nextAt: string | null;
  lastDeliveredAt: string | null;
  /** When the first of the failures since the last success was. */
  failingSince: string | null;
  offAt: string | null;
  /** Whether its builder ever sent a receipt: only then can the log say `live`. */
  sendsReceipts: boolean;
}

export interface Overview {
  targets: TargetView[];
  kinds: { name: string; description: string; signed: boolean }[];
  /** Kinds of change to choose from. */
  events: string[];
  defaults: { quietSeconds: number; maxWaitSeconds: number };
}

export interface TargetInput {
  name: string;
  url: string;
  /** Default `standard`. */
  kind?: string;
  /** Default: all. */
  events?: string[];
  quietSeconds?: number;
  maxWaitSeconds?: number;
  enabled?: boolean;
  /** Sent along with every call. In an edit `null` keeps a value as it is. */
  headers?: Record<string, string | null>;
  /** `whsec_…`; made when none is given. Only when a target is made. */
  secret?: string;
}

export interface TargetForm extends TargetView {
  url: string;
  /** Names only: values are not shown again. */
  headerNames: string[];
  secrets: { endsAt: string | null }[];
}

export interface SecretShown {
  /** Shown this once; null when none was made. */
  secret: string | null;
  /** When the secret before stops signing. */
  previousEndsAt: string | null;
}

/** An edit shows a secret where the target had none before. */
export type TargetSaved = TargetView & SecretShown;

export interface RotateInput {
  /** `whsec_…`; made when none is given. */
  secret?: string;
  /** How long the old secret goes on signing; default 24. */
  hours?: number;
}

/** With the call that waits to be tried again this is "try now". */
export interface ReplayInput {
  /** A call's id: everything since, this call's changes included. */
  since: string;
}

export interface ReplayAnswer {
  /** Changes that the next call will tell of. */
  changes: number;
}

/**
 * - `queued`: a replay that waits for its turn
 * - `sending`: under way
 * - `waiting`: failed, and tried again at `nextAt`, or its changes go out then together with newer ones;
 *   no time while its target is off
 * - `superseded`: a later call tells of its changes
 */
export type CallState = 'queued' | 'sending' | 'waiting' | 'delivered' | 'failed' | 'superseded';

export interface CallView {
  /** `webhook-id` */
  id: string;
  /** For `before` of the next page. */
  ordinal: number;
  targetId: string;
  targetName: string | null;
  kind: string;
  purpose: 'changes' | 'replay' | 'test';
  replayOf: string | null;
  state: CallState;
  changeCount: number;
  /** How many of them its body lists. */
  listed: number;
  /** The first few. */
  firstChanges: { kind: string; documentId: string; slug: string }[];
  attemptCount: number;
  lastAttempt: AttemptView | null;
  createdAt: string;
  nextAt: string | null;
  endedAt: string | null;
  /** When its builder said that all of its changes are live. */
  liveAt: string | null;
  /** From the first of its changes to that moment. */
  secondsToLive: number | null;
}

export interface AttemptView {
  number: number;
  startedAt: string;
  /** null: no end was recorded, because the process ended (or it is under way). */
  ms: number | null;
  status: number | null;
  error: string | null;
  /** The first 1,000 characters. */
  answer: string | null;
}

export interface CallDetail extends CallView {
  body: string;
  attempts: AttemptView[];
}

export interface CallQuery {
  target?: string;
  state?: CallState;
  purpose?: 'changes' | 'replay' | 'test';
  before?: number;
  /** 1 to 100, default 25. */
  limit?: number;
}

export interface CallPage {
  calls: CallView[];
  /** `before` of the next page; null on the last one. */
  next: number | null;
}

/**
 * - `none`: nothing that this target wants ever changed (or it was long ago)
 * - `waiting`: not delivered yet
 * - `delivered`: delivered; this target sends no receipts
 * - `building`: delivered, no receipt yet
 * - `live`: the builder said so
 * - `late`: should have been live by now
 */
export type DocumentTargetState = 'none' | 'waiting' | 'delivered' | 'building' | 'live' | 'late';

export interface DocumentState {
  documentId: string;
  targets: {
    targetId: string;
    targetName: string;
    state: DocumentTargetState;
    /** The newest change that the target wants. */
    change: { kind: string; at: string; version: number | null } | null;
    call: CallView | null;
    /** What the builder last said is live; version null: the page is gone. */
    live: { version: number | null; at: string } | null;
    /** From the change to its being live. */
    secondsToLive: number | null;
  }[];
}
