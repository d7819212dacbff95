import { Button, Flex } from '@strapi/design-system';
import { ArrowsCounterClockwise, Lock } from '@strapi/icons';
import type { ListAnswer } from '../../../server/src/contracts';
import { useText } from '../text';
import { focusName } from './focus';
import type { useList } from './use-list';

interface ListFooterProps {
  answer: ListAnswer;
  list: Pick<ReturnType<typeof useList>, 'decide' | 'regenerate'>;
}

/** What is done to the list as a whole. */
export const ListFooter = ({ answer, list }: ListFooterProps) => {
  const text = useText();
  const { locked } = answer;
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <Button
        size="S"
        variant="tertiary"
        startIcon={<Lock />}
        aria-pressed={locked}
        {...focusName('lock')}
        onClick={() =>
          void list.decide([{ kind: locked ? 'unlock' : 'lock' }], {
            said: text(locked ? 'said.unlocked' : 'said.locked'),
            focus: ['lock'],
          })
        }
      >
        {text(locked ? 'lock.unlock' : 'lock.lock')}
      </Button>
      {answer.live && !locked && answer.may.publish && (
        <Button
          size="S"
          variant="tertiary"
          startIcon={<ArrowsCounterClockwise />}
          {...focusName('regenerate')}
          onClick={() =>
            void list.regenerate({ said: text('said.regenerated'), focus: ['regenerate'] })
          }
        >
          {text('regenerate')}
        </Button>
      )}
    </Flex>
  );
};
