import { useId } from 'react';
import { Box, Button, Field, Flex, Textarea } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import type { Backup } from '../saving/backup';
import { useText } from '../text';
import { ThrowAway } from '../throw-away';
import { toCopy } from './to-copy';

interface LeftWordsProps {
  left: Backup;
  onThrowAway: () => void;
}

/** Words in an article that is not there any more: nothing to merge them with, but to be copied. */
export const LeftWords = ({ left, onThrowAway }: LeftWordsProps) => {
  const text = useText();
  const { formatDate } = useIntl();
  const id = useId();
  const words = toCopy(left.text, (field) => text(`dialogs.field.${field}`));
  return (
    <Box background="primary100" hasRadius padding={4} borderColor="primary200">
      <Flex direction="column" alignItems="stretch" gap={3}>
        <Field.Root id={id}>
          <Field.Label>
            {text('write.left.sentence', {
              at: formatDate(left.at, { dateStyle: 'medium', timeStyle: 'short' }),
            })}
          </Field.Label>
          <Textarea readOnly rows={12} value={words} />
        </Field.Root>
        <Flex gap={2} wrap="wrap">
          <Button size="S" onClick={() => void navigator.clipboard?.writeText(words)}>
            {text('write.left.copy')}
          </Button>
          <ThrowAway onSure={onThrowAway} />
        </Flex>
      </Flex>
    </Box>
  );
};
