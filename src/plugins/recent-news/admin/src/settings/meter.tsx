import { Table, Tbody, Td, Th, Thead, Tr, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import type { StatusAnswer } from '../../../server/src/contracts';
import { useText } from '../text';
import { Card } from './card';

type Row = StatusAnswer['meter'][number];

/** Where the archive is too thin to fill a list with related stories. */
export const Meter = ({ status }: { status: StatusAnswer }) => {
  const text = useText();
  const { formatNumber } = useIntl();
  const { meter, count } = status;
  const hasBeats = meter.some(({ beat }) => beat !== null);
  const columns: { label: string; of: (row: Row) => number }[] = [
    { label: text('meter.stories'), of: ({ stories }) => stories },
    {
      label: text('meter.related'),
      of: ({ stories, short, byTopic, byDate }) => stories - short - byTopic - byDate,
    },
    { label: text('meter.byTopic'), of: ({ byTopic }) => byTopic },
    { label: text('meter.byDate'), of: ({ byDate }) => byDate },
    { label: text('meter.short', { count }), of: ({ short }) => short },
  ];
  const short = meter.reduce((sum, row) => sum + row.short, 0);
  return (
    <Card
      title={text('meter.title')}
      subtitle={text(short > 0 ? 'meter.isShort' : 'meter.isFull', { count, short })}
    >
      {meter.length === 0 ? (
        <Typography textColor="neutral600">{text('meter.none')}</Typography>
      ) : (
        <Table colCount={columns.length + 1} rowCount={meter.length + 1}>
          <Thead>
            <Tr>
              <Th>
                <Typography variant="sigma">
                  {text(hasBeats ? 'meter.beat' : 'meter.whole')}
                </Typography>
              </Th>
              {columns.map(({ label }) => (
                <Th key={label}>
                  <Typography variant="sigma">{label}</Typography>
                </Th>
              ))}
            </Tr>
          </Thead>
          <Tbody>
            {meter.map((row) => (
              <Tr key={row.beat ?? ''}>
                <Td>
                  <Typography fontWeight="semiBold">
                    {row.beat ?? text(hasBeats ? 'meter.noBeat' : 'meter.allStories')}
                  </Typography>
                </Td>
                {columns.map(({ label, of }) => (
                  <Td key={label}>
                    <Typography>{formatNumber(of(row))}</Typography>
                  </Td>
                ))}
              </Tr>
            ))}
          </Tbody>
        </Table>
      )}
    </Card>
  );
};
