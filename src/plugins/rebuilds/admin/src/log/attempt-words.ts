import type { AttemptView } from '../../../server/src/contracts';
import { useText } from '../text';
import { useTimes } from '../times';

export interface AttemptWords {
  /** Status and time. */
  facts: string;
  /** What went wrong, where the status alone does not say it. */
  fault: string | null;
  isFine: boolean;
}

/** What came of one attempt. */
export const useAttemptWords = (): ((attempt: AttemptView) => AttemptWords) => {
  const text = useText();
  const { length } = useTimes();
  return ({ status, ms, error }) => ({
    facts: [
      ...(status === null ? [] : [text('attempt.status', { status: String(status) })]),
      ms === null ? text('attempt.noEnd') : length(ms / 1000),
    ].join(' · '),
    fault: error === `it answered ${status}` ? null : error,
    isFine: status !== null && status >= 200 && status < 300,
  });
};
