import { Box, Flex, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';
import type { CallView } from '../../../server/src/contracts';
import { Disclosure } from '../disclosure';
import { useRight } from '../rights';
import { useText } from '../text';
import { useTimes } from '../times';
import { When } from '../when';
import { useAttemptWords } from './attempt-words';
import { CallActions } from './call-actions';
import { CallBadge } from './call-badge';
import { CallDetails } from './call-details';
import { ChangesNamed } from './changes-named';

const Row = styled(Box)`
  & + & {
    border-top: 1px solid ${({ theme }) => theme.colors.neutral150};
  }
`;

export const CallRow = ({ call }: { call: CallView }) => {
  const text = useText();
  const { length } = useTimes();
  const words = useAttemptWords();
  const mayReplay = useRight('replay');
  const target = call.targetName ?? text('call.targetGone');
  const last = call.lastAttempt && call.state !== 'sending' ? words(call.lastAttempt) : null;
  const label = [
    text('call.attempts', { count: call.attemptCount }),
    ...(last ? [last.facts] : []),
  ].join(' · ');
  return (
    <Row tag="li" paddingTop={4} paddingBottom={3}>
      <Flex justifyContent="space-between" alignItems="flex-start" gap={4}>
        <Flex direction="column" alignItems="flex-start" gap={1} minWidth={0}>
          <Flex gap={2} wrap="wrap">
            <CallBadge call={call} />
            <Typography fontWeight="bold">{target}</Typography>
            <Typography variant="pi" textColor="neutral600">
              {call.purpose !== 'changes' && `${text(`call.purpose.${call.purpose}`)} · `}
              <When iso={call.createdAt} />
              {call.secondsToLive !== null &&
                ` · ${text('call.toLive', { length: length(call.secondsToLive) })}`}
            </Typography>
          </Flex>
          <ChangesNamed call={call} />
          {last?.fault && (
            <Typography variant="pi" textColor="danger600">
              {last.fault}
            </Typography>
          )}
          {call.state === 'waiting' && call.nextAt && (
            <Typography variant="pi" textColor="neutral600">
              {text('call.next')} <When iso={call.nextAt} />
            </Typography>
          )}
        </Flex>
        {mayReplay && call.purpose !== 'test' && call.targetName !== null && (
          <CallActions call={call} />
        )}
      </Flex>
      <Disclosure label={label} name={`${label}, ${target}`}>
        {() => <CallDetails call={call} />}
      </Disclosure>
    </Row>
  );
};
