import { Box, Button, Flex, Link, Typography, VisuallyHidden } from '@strapi/design-system';
import { WarningCircle } from '@strapi/icons';
import { Link as RouterLink } from 'react-router-dom';
import type { CheckItem } from '../../../server/src/contracts';
import { articleAddress } from '../config';
import { useText } from '../text';
import { inOrder } from './check-order';

interface CheckLineProps {
  item: CheckItem;
  onGo: (place: string) => void;
}

const CheckLine = ({ item, onGo }: CheckLineProps) => {
  const text = useText();
  const { rule, level, place, values } = item;
  const isBlocking = level === 'block';
  const sentence = text(`dialogs.check.${rule}`, values);
  return (
    <Flex tag="li" gap={4} justifyContent="space-between" alignItems="flex-start">
      <Flex gap={2} alignItems="flex-start">
        <Box paddingTop={1} shrink={0}>
          <WarningCircle aria-hidden fill={isBlocking ? 'danger600' : 'warning600'} />
        </Box>
        <Typography>
          <Typography fontWeight="bold" textColor={isBlocking ? 'danger700' : 'warning700'}>
            {text(isBlocking ? 'dialogs.check.must' : 'dialogs.check.should')}
          </Typography>{' '}
          {sentence}
          {rule === 'duplicate' && values.documentId !== undefined && (
            <>
              {' '}
              <Link tag={RouterLink} to={articleAddress(String(values.documentId))} target="_blank">
                {text('dialogs.check.open')}
                <VisuallyHidden> {String(values.title)}</VisuallyHidden>
              </Link>
            </>
          )}
        </Typography>
      </Flex>
      <Box shrink={0}>
        <Button
          size="S"
          variant="tertiary"
          aria-label={`${text('dialogs.check.go')}: ${sentence}`}
          onClick={() => onGo(place)}
        >
          {text('dialogs.check.go')}
        </Button>
      </Box>
    </Flex>
  );
};

interface CheckListProps {
  items: readonly CheckItem[];
  onGo: (place: string) => void;
}

/** What is missing or could be better, each with the way to its place. */
export const CheckList = ({ items, onGo }: CheckListProps) => {
  const text = useText();
  if (items.length === 0) return <Typography>{text('dialogs.check.ready')}</Typography>;
  return (
    <Flex
      tag="ul"
      direction="column"
      alignItems="stretch"
      gap={3}
      aria-label={text('dialogs.check.label')}
    >
      {inOrder(items).map((item, i) => (
        <CheckLine key={`${item.rule} ${item.place} ${i}`} item={item} onGo={onGo} />
      ))}
    </Flex>
  );
};
