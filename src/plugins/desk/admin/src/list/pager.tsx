import { Button, Flex, SingleSelect, SingleSelectOption, Typography } from '@strapi/design-system';
import { ArrowLeft, ArrowRight } from '@strapi/icons';
import { useText } from '../text';
import { PAGE_SIZES, type ListState } from './query';

/** The server counts no further. */
const MOST_COUNTED = 10_000;

interface PagerProps {
  state: ListState;
  total: number;
  onChange: (change: Partial<ListState>) => void;
}

export const Pager = ({ state, total, onChange }: PagerProps) => {
  const text = useText();
  const from = total === 0 ? 0 : (state.page - 1) * state.pageSize + 1;
  const to = Math.min(total, state.page * state.pageSize);
  return (
    <Flex
      tag="nav"
      aria-label={text('list.pages')}
      justifyContent="space-between"
      gap={4}
      wrap="wrap"
    >
      <SingleSelect
        size="S"
        aria-label={text('list.pageSize')}
        value={String(state.pageSize)}
        onChange={(value) => onChange({ pageSize: Number(value) })}
      >
        {PAGE_SIZES.map((size) => (
          <SingleSelectOption key={size} value={String(size)}>
            {text('list.perPage', { size })}
          </SingleSelectOption>
        ))}
      </SingleSelect>
      <Flex gap={3}>
        <Typography textColor="neutral600" aria-live="polite">
          {text(total > MOST_COUNTED ? 'list.rangeOfMany' : 'list.range', {
            from,
            to,
            total: Math.min(total, MOST_COUNTED),
          })}
        </Typography>
        <Button
          variant="tertiary"
          size="S"
          startIcon={<ArrowLeft />}
          disabled={state.page === 1}
          onClick={() => onChange({ page: state.page - 1 })}
        >
          {text('list.previous')}
        </Button>
        <Button
          variant="tertiary"
          size="S"
          endIcon={<ArrowRight />}
          disabled={to >= total}
          onClick={() => onChange({ page: state.page + 1 })}
        >
          {text('list.next')}
        </Button>
      </Flex>
    </Flex>
  );
};
