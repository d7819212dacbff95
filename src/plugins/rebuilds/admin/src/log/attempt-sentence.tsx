import { Flex, Typography } from '@strapi/design-system';
import type { AttemptView } from '../../../server/src/contracts';
import { useAttemptWords } from './attempt-words';

export const AttemptSentence = ({ attempt }: { attempt: AttemptView }) => {
  const { facts, fault, isFine } = useAttemptWords()(attempt);
  return (
    <Flex gap={2} wrap="wrap">
      <Typography variant="pi" textColor={isFine ? 'success700' : 'danger700'}>
        {facts}
      </Typography>
      {fault !== null && (
        <Typography variant="pi" textColor="danger600">
          {fault}
        </Typography>
      )}
    </Flex>
  );
};
