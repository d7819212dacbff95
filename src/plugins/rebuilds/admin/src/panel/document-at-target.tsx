import { Badge, Flex, Typography } from '@strapi/design-system';
import type { DocumentState } from '../../../server/src/contracts';
import { useAttemptWords } from '../log/attempt-words';
import { useText } from '../text';
import { useTimes } from '../times';
import { When } from '../when';

const VARIANTS = {
  none: 'neutral',
  waiting: 'secondary',
  delivered: 'success',
  building: 'primary',
  live: 'success',
  late: 'danger',
} as const;

/** Whether one target has the newest of the document, and since when. */
export const DocumentAtTarget = ({ at }: { at: DocumentState['targets'][number] }) => {
  const text = useText();
  const { length } = useTimes();
  const words = useAttemptWords();
  const { targetName, state, change, call, live, secondsToLive } = at;
  const attempt = call?.lastAttempt;
  const fault = call?.state !== 'delivered' && attempt ? words(attempt).fault : null;
  return (
    <Flex tag="li" direction="column" alignItems="flex-start" gap={1}>
      <Flex gap={2} justifyContent="space-between" width="100%">
        <Typography fontWeight="bold">{targetName}</Typography>
        <Badge variant={VARIANTS[state]} size="S">
          {text(`document.${state}`)}
        </Badge>
      </Flex>
      <Typography variant="pi" textColor="neutral600">
        {change ? (
          <>
            {change.kind} <When iso={change.at} />
          </>
        ) : (
          text('document.nothing')
        )}
      </Typography>
      {call && (
        <Typography variant="pi" textColor="neutral600">
          {text('document.call', { state: text(`call.state.${call.state}`) })}
          {attempt?.status != null &&
            ` · ${text('attempt.status', { status: String(attempt.status) })}`}
          {' · '}
          <When iso={attempt?.startedAt ?? call.createdAt} />
        </Typography>
      )}
      {fault && (
        <Typography variant="pi" textColor="danger600">
          {fault}
        </Typography>
      )}
      {state === 'late' && (
        <Typography variant="pi" textColor="danger600">
          {text('document.isLate')}
        </Typography>
      )}
      {secondsToLive !== null && (
        <Typography variant="pi" textColor="neutral600">
          {text('document.toLive', { length: length(secondsToLive) })}
        </Typography>
      )}
      {state !== 'live' && live && (
        <Typography variant="pi" textColor="neutral600">
          {text('document.liveBefore')} <When iso={live.at} />
        </Typography>
      )}
    </Flex>
  );
};
