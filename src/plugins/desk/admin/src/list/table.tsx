import {
  Checkbox,
  IconButton,
  Table,
  Tbody,
  Th,
  Thead,
  Tr,
  Typography,
} from '@strapi/design-system';
import { CaretDown, CaretUp } from '@strapi/icons';
import type { DeskRow } from '../../../server/src/contracts';
import { useText } from '../text';
import { directionOf, sortedBy, type Sort, type SortKey } from './query';
import { Row } from './row';

interface ArticlesTableProps {
  rows: readonly DeskRow[];
  sort: Sort;
  onSort: (sort: Sort) => void;
  chosen: ReadonlySet<string>;
  onChoose: (documentIds: readonly string[], chosen: boolean) => void;
}

export const ArticlesTable = ({ rows, sort, onSort, chosen, onChoose }: ArticlesTableProps) => {
  const text = useText();
  const here = rows.filter(({ documentId }) => chosen.has(documentId)).length;
  const head = (key: SortKey, label: string) => {
    const direction = directionOf(sort, key);
    return (
      <Th
        action={
          <IconButton
            variant="ghost"
            size="XS"
            label={text(`list.sort.${direction}`, { column: label })}
            onClick={() => onSort(sortedBy(sort, key))}
          >
            {direction === 'ascending' ? (
              <CaretUp />
            ) : (
              <CaretDown fill={direction === 'none' ? 'neutral300' : undefined} />
            )}
          </IconButton>
        }
      >
        <Typography variant="sigma" textColor="neutral600">
          {label}
        </Typography>
      </Th>
    );
  };
  const plain = (label: string) => (
    <Th>
      <Typography variant="sigma" textColor="neutral600">
        {label}
      </Typography>
    </Th>
  );
  return (
    <Table colCount={6} rowCount={rows.length + 1} aria-label={text('list.title')}>
      <Thead>
        <Tr>
          <Th>
            <Checkbox
              aria-label={text('list.chooseAll')}
              checked={here === 0 ? false : here === rows.length ? true : 'indeterminate'}
              onCheckedChange={(all: boolean | 'indeterminate') =>
                onChoose(
                  rows.map(({ documentId }) => documentId),
                  all === true,
                )
              }
            />
          </Th>
          {head('title', text('list.column.title'))}
          {plain(text('list.column.status'))}
          {plain(text('list.column.byline'))}
          {head('published', text('list.column.published'))}
          {head('saved', text('list.column.saved'))}
        </Tr>
      </Thead>
      <Tbody>
        {rows.map((row) => (
          <Row
            key={row.documentId}
            row={row}
            isChosen={chosen.has(row.documentId)}
            onChoose={(isChosen) => onChoose([row.documentId], isChosen)}
          />
        ))}
      </Tbody>
    </Table>
  );
};
