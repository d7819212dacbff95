import { Box, Flex, IconButton, Typography } from '@strapi/design-system';
import { Cross } from '@strapi/icons';
import { useText } from './text';

/** The sentence of whatever a request failed with; the server's own where it gave one. */
export const sentenceOf = (error: unknown, otherwise: string): string => {
  const message = (error as { message?: unknown } | null | undefined)?.message;
  return typeof message === 'string' && message.trim() ? message : otherwise;
};

interface ProblemProps {
  error: unknown;
  onClose?: () => void;
}

/** What went wrong, where it went wrong. */
export const Problem = ({ error, onClose }: ProblemProps) => {
  const text = useText();
  return (
    <Box
      role="alert"
      background="danger100"
      borderColor="danger200"
      hasRadius
      padding={2}
      paddingLeft={3}
      width="100%"
    >
      <Flex gap={2} justifyContent="space-between" alignItems="flex-start">
        <Typography variant="pi" textColor="danger700">
          {sentenceOf(error, text('problem.unknown'))}
        </Typography>
        {onClose && (
          <IconButton size="XS" variant="ghost" label={text('problem.close')} onClick={onClose}>
            <Cross />
          </IconButton>
        )}
      </Flex>
    </Box>
  );
};
