import { Box, Flex, TextButton, Typography } from '@strapi/design-system';
import { useText } from '../text';
import { focusName } from './focus';
import type { Decide } from './use-list';

export interface JustHidden {
  target: string;
  headline: string;
}

interface HiddenNoticeProps {
  story: JustHidden;
  decide: Decide;
  onDone: () => void;
}

/** Says what was hidden last, and takes it back. */
export const HiddenNotice = ({ story, decide, onDone }: HiddenNoticeProps) => {
  const text = useText();
  const undo = async (): Promise<void> => {
    const { isDone } = await decide([{ kind: 'unhide', target: story.target }], {
      said: text('said.unhidden', { headline: story.headline }),
      focus: [story.target],
    });
    if (isDone) onDone();
  };
  return (
    <Box background="neutral100" hasRadius padding={2} paddingLeft={3}>
      <Flex justifyContent="space-between" gap={2}>
        <Typography variant="pi" textColor="neutral700">
          {text('hidden.notice', { headline: story.headline })}
        </Typography>
        <TextButton {...focusName('undo')} onClick={() => void undo()}>
          {text('hidden.undo')}
        </TextButton>
      </Flex>
    </Box>
  );
};
