import { Flex, Typography } from '@strapi/design-system';
import type { AttemptView } from '../../../server/src/contracts';
import { useText } from '../text';
import { useTimes } from '../times';

/** What came of one attempt: status, time, what went wrong. */
export const AttemptSentence = ({ attempt }: { attempt: AttemptView }) => {
  const text = useText();
  const { length } = useTimes();
  const { status, ms, error } = attempt;
  const isFine = status !== null && status >= 200 && status < 300;
  const parts = [
    status !== null && text('attempt.status', { status: String(status) }),
    ms === null ? text('attempt.noEnd') : length(ms / 1000),
  ].filter((part) => part !== false);
  return (
    <Flex gap={2} wrap="wrap">
      <Typography variant="pi" textColor={isFine ? 'success700' : 'neutral800'}>
        {parts.join(' · ')}
      </Typography>
      {error !== null && (
        <Typography variant="pi" textColor="danger600">
          {error}
        </Typography>
      )}
    </Flex>
  );
};
