import { Badge, Box, Flex, Typography } from '@strapi/design-system';
import type { PreviewAnswer } from '../../../server/src/contracts';
import { groundInWords } from '../grounds-in-words';
import { useText } from '../text';

interface PreviewListProps {
  answer: PreviewAnswer;
  /** Whether a newer one is on its way. */
  isOld: boolean;
}

export const PreviewList = ({ answer, isOld }: PreviewListProps) => {
  const text = useText();
  return (
    <Box aria-live="polite" aria-busy={isOld} style={{ opacity: isOld ? 0.6 : 1 }}>
      <Flex direction="column" alignItems="stretch" gap={3}>
        <Typography fontWeight="semiBold">
          {text('preview.under', { title: answer.title })}
        </Typography>
        {answer.entries.length === 0 && (
          <Typography textColor="neutral600">{text('list.empty')}</Typography>
        )}
        <Flex tag="ol" direction="column" alignItems="stretch" gap={3}>
          {answer.entries.map(({ target, headline, teaser, rung, grounds }) => (
            <Box key={target} tag="li" padding={3} background="neutral100" hasRadius>
              <Flex justifyContent="space-between" alignItems="flex-start" gap={3}>
                <Typography fontWeight="semiBold">{headline}</Typography>
                <Badge size="S" variant={rung === 'related' ? 'success' : 'neutral'}>
                  {text(`rung.${rung}`)}
                </Badge>
              </Flex>
              {teaser && (
                <Typography tag="p" variant="pi" textColor="neutral700">
                  {teaser}
                </Typography>
              )}
              <Typography tag="p" variant="pi" textColor="neutral600">
                {grounds.map((ground) => groundInWords(text, ground)).join(' ')}
              </Typography>
            </Box>
          ))}
        </Flex>
      </Flex>
    </Box>
  );
};
