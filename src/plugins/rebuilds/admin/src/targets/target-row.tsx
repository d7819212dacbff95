import { Box, Flex, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';
import type { Overview, TargetView } from '../../../server/src/contracts';
import { useRebuildsTestMutation } from '../api';
import { Problem } from '../problem';
import { useRight } from '../rights';
import { useText } from '../text';
import { StateBadge } from './state-badge';
import { TargetActions } from './target-actions';
import { TestAnswer } from './test-answer';
import { Waiting } from './waiting';

const Row = styled(Box)`
  & + & {
    border-top: 1px solid ${({ theme }) => theme.colors.neutral150};
  }
`;

const Address = styled(Typography)`
  overflow-wrap: anywhere;
`;

interface TargetRowProps {
  target: TargetView;
  overview: Overview;
}

export const TargetRow = ({ target, overview }: TargetRowProps) => {
  const text = useText();
  const mayManage = useRight('manage');
  const [test, testing] = useRebuildsTestMutation();
  return (
    <Row tag="li" paddingTop={4} paddingBottom={4}>
      <Flex justifyContent="space-between" alignItems="flex-start" gap={4} wrap="wrap">
        <Flex direction="column" alignItems="flex-start" gap={1} flex="1 1 30rem" minWidth={0}>
          <Flex gap={2} wrap="wrap">
            <Typography tag="h3" fontWeight="bold">
              {target.name}
            </Typography>
            <StateBadge state={target.state} />
          </Flex>
          <Address variant="pi" textColor="neutral600">
            {target.kind} · {target.shownUrl}
          </Address>
          <Waiting target={target} />
          {target.fault && (
            <Typography variant="pi" textColor="danger600">
              {target.fault}
            </Typography>
          )}
          {target.events.length > 0 && (
            <Typography variant="pi" textColor="neutral600">
              {text('target.events', { events: target.events.join(', ') })}
            </Typography>
          )}
        </Flex>
        {mayManage && (
          <TargetActions
            target={target}
            overview={overview}
            isTesting={testing.isLoading}
            onTest={() => void test(target.id)}
          />
        )}
      </Flex>
      <Box role="status">
        {testing.data && !testing.isLoading && (
          <TestAnswer call={testing.data} onClose={testing.reset} />
        )}
      </Box>
      {testing.error !== undefined && <Problem error={testing.error} onClose={testing.reset} />}
    </Row>
  );
};
