import { Checkbox, Flex, Td, Tr, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { Link } from 'react-router-dom';
import { styled } from 'styled-components';
import type { DeskRow } from '../../../server/src/contracts';
import { articleAddress } from '../config';
import { useText } from '../text';
import { StatusBadge } from './status-badge';

const TitleLink = styled(Link)`
  color: ${({ theme }) => theme.colors.neutral800};
  font-size: 1.4rem;
  font-weight: 600;
  text-decoration: none;
  overflow-wrap: anywhere;
  &:hover,
  &:focus-visible {
    text-decoration: underline;
  }
`;

/** Two lines at most: a list is scanned, not read. */
const Cell = styled(Td)`
  max-width: 34rem;
  vertical-align: middle;
  &&,
  && * {
    white-space: normal;
  }
`;

interface RowProps {
  row: DeskRow;
  isChosen: boolean;
  onChoose: (chosen: boolean) => void;
}

export const Row = ({ row, isChosen, onChoose }: RowProps) => {
  const text = useText();
  const { formatDate, formatRelativeTime } = useIntl();
  const title = row.title || text('list.untitled');
  const hours = (Date.parse(row.savedAt) - Date.now()) / 3_600_000;
  const saved =
    hours > -1
      ? formatRelativeTime(Math.round(hours * 60), 'minute', { numeric: 'auto' })
      : hours > -24
        ? formatRelativeTime(Math.round(hours), 'hour')
        : formatDate(row.savedAt, { dateStyle: 'medium' });
  return (
    <Tr>
      <Td>
        <Checkbox
          aria-label={text('list.choose', { title })}
          checked={isChosen}
          onCheckedChange={(chosen: boolean | 'indeterminate') => onChoose(chosen === true)}
        />
      </Td>
      <Cell>
        <TitleLink to={articleAddress(row.documentId)}>{title}</TitleLink>
        {row.editors.length > 0 && (
          <Typography tag="div" variant="pi" textColor="primary600">
            {text('list.editing', {
              names: [...new Set(row.editors.map(({ name }) => name))].join(', '),
            })}
          </Typography>
        )}
      </Cell>
      <Td>
        <StatusBadge status={row.status} />
      </Td>
      <Td>
        <Typography textColor="neutral800" ellipsis>
          {row.byline || '–'}
        </Typography>
      </Td>
      <Td>
        <Typography textColor="neutral800">
          {row.firstPublishedAt ? formatDate(row.firstPublishedAt, { dateStyle: 'medium' }) : '–'}
        </Typography>
      </Td>
      <Td>
        <Flex
          tag="time"
          dateTime={row.savedAt}
          title={formatDate(row.savedAt, { dateStyle: 'full', timeStyle: 'short' })}
        >
          <Typography textColor="neutral800">{saved}</Typography>
        </Flex>
      </Td>
    </Tr>
  );
};
