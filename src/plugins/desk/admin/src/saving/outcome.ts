/** What the parts of saving tell each other. */
import type { DeskArticle, DeskInvalid, DeskSave } from '../../../server/src/contracts';
import type { Invalid } from './ledger';
import type { Conflict, Notice } from './merge';

/** How an attempt to save ended. */
export type SaveOutcome =
  | { kind: 'saved'; article: DeskArticle }
  | { kind: 'stale'; current: DeskArticle }
  | { kind: 'invalid'; errors: DeskInvalid['errors'] }
  /** No answer: it may have arrived all the same. */
  | { kind: 'offline' }
  /** 401 */
  | { kind: 'expired' }
  /** 403, 404 */
  | { kind: 'forbidden'; message: string }
  /** Any other 4xx. */
  | { kind: 'refused'; message: string }
  /** 5xx */
  | { kind: 'busy'; message: string; retryAfterMs?: number };

export interface Transport {
  save(documentId: string, save: DeskSave): Promise<SaveOutcome>;
}

export type SaveKind =
  | { kind: 'saved'; at: Date | null }
  | { kind: 'waiting' }
  | { kind: 'saving' }
  /** Tries again by itself; with the server's message where it was there but could not. */
  | { kind: 'offline'; message?: string }
  | { kind: 'expired' }
  | { kind: 'refused'; message: string };

export type SaveState = SaveKind & {
  /** Anything in the editor that is not on the server, held places included. */
  dirty: boolean;
  conflicts: readonly Conflict[];
  notices: readonly Notice[];
  /** Places that the server refused; the rest is saved. */
  invalid: readonly Invalid[];
  /** The browser keeps no copy: a closed tab would lose what is not saved. */
  backupFails: boolean;
};
