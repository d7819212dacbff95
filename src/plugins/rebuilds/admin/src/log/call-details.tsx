import { useEffect, useRef } from 'react';
import { Box, Flex, Typography } from '@strapi/design-system';
import type { CallView } from '../../../server/src/contracts';
import { useRebuildsCallQuery } from '../api';
import { Disclosure } from '../disclosure';
import { Problem } from '../problem';
import { Skeleton } from '../skeleton';
import { useText } from '../text';
import { useTimes } from '../times';
import { Answer, Verbatim } from './answer';
import { AttemptSentence } from './attempt-sentence';

/** Every attempt with its answer, and what was sent. */
export const CallDetails = ({ call }: { call: CallView }) => {
  const text = useText();
  const { at } = useTimes();
  const { data, error, refetch } = useRebuildsCallQuery(call.id, {
    refetchOnMountOrArgChange: true,
  });
  // The list is looked at again and again; this only when it says something new of the call.
  const mark = `${call.state} ${call.attemptCount} ${call.lastAttempt?.ms}`;
  const seen = useRef(mark);
  useEffect(() => {
    if (seen.current === mark) return;
    seen.current = mark;
    void refetch();
  }, [mark, refetch]);

  if (error !== undefined && !data) {
    return <Problem error={error} onRetry={() => void refetch()} />;
  }
  if (!data) return <Skeleton label={text('call.loading')} rows={1} />;
  return (
    <Flex direction="column" alignItems="stretch" gap={3} paddingLeft={4} paddingBottom={2}>
      <Typography variant="pi" textColor="neutral600">
        {data.id}
        {data.replayOf && ` · ${text('call.replayOf', { id: data.replayOf })}`}
      </Typography>
      {data.attempts.map((attempt) => (
        <Box key={attempt.number}>
          <Typography variant="pi" fontWeight="bold" textColor="neutral700">
            {text('attempt.title', { number: attempt.number, when: at(attempt.startedAt) })}
          </Typography>
          <AttemptSentence attempt={attempt} />
          {attempt.answer && <Answer answer={attempt.answer} />}
        </Box>
      ))}
      {data.body !== '' && (
        <Disclosure label={text('call.body')}>
          <Verbatim label={text('call.body')}>{pretty(data.body)}</Verbatim>
        </Disclosure>
      )}
    </Flex>
  );
};

const pretty = (body: string): string => {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
};
