import type { DeskArticle, DeskInvalid } from '../../../server/src/contracts';
import type { SaveOutcome } from './outcome';

interface FailedAnswer {
  status?: unknown;
  message?: unknown;
  response?: { data?: { error?: { details?: unknown } } };
}

/** What a failed request of the admin's client means for a save. Pure. */
export const outcomeOf = (error: unknown): SaveOutcome => {
  const { status, message, response } = (error ?? {}) as FailedAnswer;
  if (typeof status !== 'number') return { kind: 'offline' };
  const said = typeof message === 'string' ? message : '';
  const details = response?.data?.error?.details as
    { code?: unknown; current?: DeskArticle; errors?: unknown } | undefined;
  if (status === 401) return { kind: 'expired' };
  if (status === 409 && details?.code === 'STALE' && details.current)
    return { kind: 'stale', current: details.current };
  if (status === 400 && Array.isArray(details?.errors))
    return { kind: 'invalid', errors: details.errors as DeskInvalid['errors'] };
  if (status >= 500 || status === 429 || status === 408) return { kind: 'busy', message: said };
  return { kind: status === 403 || status === 404 ? 'forbidden' : 'refused', message: said };
};
