import { Button, Flex, Grid } from '@strapi/design-system';
import type { StatusAnswer } from '../../../server/src/contracts';
import { Problem } from '../problem';
import { useText } from '../text';
import { Backfill } from './backfill';
import { Card } from './card';
import { Space } from './space';
import type { Status, Work } from './use-status';

interface UpkeepProps extends Pick<Status, 'isRunning' | 'asked' | 'problem' | 'run'> {
  status: StatusAnswer;
  mayRun: boolean;
}

/** What keeps lists right in the background, and the ways to start it by hand. */
export const Upkeep = ({ status, mayRun, isRunning, asked, problem, run }: UpkeepProps) => {
  const text = useText();
  const button = (work: Work) => (
    <Button
      variant="secondary"
      loading={asked === work || (work === 'backfill' && isRunning)}
      disabled={asked !== null}
      onClick={() => void run(work)}
    >
      {text(`run.${work}`)}
    </Button>
  );
  return (
    <Card
      title={text('upkeep.title')}
      subtitle={text('upkeep.stories', { stories: status.stories, unfiled: status.unfiled })}
      action={
        mayRun && (
          <Flex gap={2}>
            {button('refit')}
            {button('backfill')}
          </Flex>
        )
      }
    >
      {problem !== undefined && <Problem error={problem} />}
      <Grid.Root gap={5}>
        <Grid.Item col={6} s={12} xs={12} direction="column" alignItems="stretch">
          <Space space={status.space} isAsked={asked === 'refit'} />
        </Grid.Item>
        <Grid.Item col={6} s={12} xs={12} direction="column" alignItems="stretch">
          <Backfill backfill={status.backfill} isAsked={asked === 'backfill'} />
        </Grid.Item>
      </Grid.Root>
    </Card>
  );
};
