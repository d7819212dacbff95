import { Flex, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { styled } from 'styled-components';
import type { StatusAnswer } from '../../../server/src/contracts';
import { useText } from '../text';

/** The design system's own bar is white on dark and tells its value to nobody who can't see it. */
const Bar = styled.progress`
  accent-color: ${({ theme }) => theme.colors.primary600};
  width: 100%;
`;

interface BackfillProps {
  backfill: StatusAnswer['backfill'];
  isAsked: boolean;
}

/** The last run over the whole archive, or how far one has come. */
export const Backfill = ({ backfill, isAsked }: BackfillProps) => {
  const text = useText();
  const { formatDate, formatNumber } = useIntl();
  const isRunning = backfill !== null && backfill.phase !== 'done';
  const at = (iso: string): string => formatDate(iso, { dateStyle: 'medium', timeStyle: 'short' });
  const sentence = (): string => {
    if (!backfill) return text('backfill.none');
    const counts = {
      changedStories: backfill.changedStories,
      changedLists: backfill.changedLists,
    };
    return isRunning
      ? text('backfill.runs', { when: at(backfill.startedAt), ...counts })
      : text('backfill.last', { when: at(backfill.finishedAt ?? backfill.startedAt), ...counts });
  };
  return (
    <Flex direction="column" alignItems="flex-start" gap={1}>
      <Typography tag="h3" fontWeight="semiBold">
        {text('backfill.title')}
      </Typography>
      <Typography textColor="neutral600">{sentence()}</Typography>
      {isRunning && (
        <>
          <Bar
            value={backfill.done}
            max={Math.max(1, backfill.total)}
            aria-label={text('backfill.progress')}
          />
          <Typography variant="pi" textColor="neutral600">
            {text(`backfill.phase.${backfill.phase}`)}{' '}
            {text('backfill.done', {
              done: formatNumber(backfill.done),
              total: formatNumber(backfill.total),
            })}
          </Typography>
        </>
      )}
      <Typography variant="pi" textColor="neutral600" role="status">
        {isAsked ? text('backfill.waits') : ''}
      </Typography>
    </Flex>
  );
};
