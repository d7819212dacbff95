import { Box, Flex, IconButton, Typography } from '@strapi/design-system';
import { Cross } from '@strapi/icons';
import type { CallDetail } from '../../../server/src/contracts';
import { Answer } from '../log/answer';
import { AttemptSentence } from '../log/attempt-sentence';
import { useText } from '../text';

interface TestAnswerProps {
  call: CallDetail;
  onClose: () => void;
}

/** What a target said to a test call. */
export const TestAnswer = ({ call, onClose }: TestAnswerProps) => {
  const text = useText();
  const isFine = call.state === 'delivered';
  const attempt = call.lastAttempt;
  return (
    <Box
      background={isFine ? 'success100' : 'danger100'}
      borderColor={isFine ? 'success200' : 'danger200'}
      hasRadius
      marginTop={3}
      padding={3}
    >
      <Flex justifyContent="space-between" alignItems="flex-start" gap={2}>
        <Flex direction="column" alignItems="stretch" gap={1} flex="1" minWidth={0}>
          <Typography fontWeight="bold" textColor={isFine ? 'success700' : 'danger700'}>
            {text(isFine ? 'test.fine' : 'test.failed')}
          </Typography>
          {attempt && <AttemptSentence attempt={attempt} />}
          {attempt?.answer && <Answer answer={attempt.answer} />}
        </Flex>
        <IconButton size="XS" variant="ghost" label={text('test.close')} onClick={onClose}>
          <Cross />
        </IconButton>
      </Flex>
    </Box>
  );
};
