import { useState } from 'react';
import { Button, Flex } from '@strapi/design-system';
import type { CallQuery, TargetView } from '../../../server/src/contracts';
import { useRebuildsCallsQuery } from '../api';
import { Card } from '../card';
import { EVERY } from '../config';
import { Empty } from '../empty';
import { Problem } from '../problem';
import { Skeleton } from '../skeleton';
import { useText } from '../text';
import { usePolling } from '../use-polling';
import { CallRow } from './call-row';
import { Filters, type Filter } from './filters';

/** What was called, when, and what came of it; the newest first. */
export const Log = ({ targets }: { targets: TargetView[] }) => {
  const text = useText();
  const [filter, setFilter] = useState<Filter>({});
  /** Where each page begins that was gone through to come here. */
  const [pages, setPages] = useState<number[]>([]);
  const before = pages.at(-1);
  const query: CallQuery = { ...filter, ...(before !== undefined && { before }) };
  const { data, error, isFetching, refetch } = useRebuildsCallsQuery(query, {
    ...usePolling(EVERY),
    refetchOnMountOrArgChange: true,
  });
  const isFiltered = Object.keys(filter).length > 0;
  const next = data?.next ?? null;

  return (
    <Card title={text('log.title')} subtitle={text('log.subtitle')}>
      <Filters
        filter={filter}
        targets={targets}
        onChange={(changed) => {
          setPages([]);
          setFilter(changed);
        }}
      />
      {error !== undefined && <Problem error={error} onRetry={() => void refetch()} />}
      {!data && error === undefined && <Skeleton label={text('log.loading')} />}
      {data?.calls.length === 0 && <Empty>{text(isFiltered ? 'log.nothing' : 'log.empty')}</Empty>}
      {data && data.calls.length > 0 && (
        <Flex tag="ol" direction="column" alignItems="stretch" aria-label={text('log.title')}>
          {data.calls.map((call) => (
            <CallRow key={call.id} call={call} />
          ))}
        </Flex>
      )}
      {(pages.length > 0 || next !== null) && (
        <Flex gap={2} justifyContent="flex-end">
          <Button
            variant="tertiary"
            disabled={pages.length === 0}
            onClick={() => setPages(pages.slice(0, -1))}
          >
            {text('log.newer')}
          </Button>
          <Button
            variant="tertiary"
            disabled={next === null || (isFetching && before === next)}
            onClick={() => next !== null && setPages([...pages, next])}
          >
            {text('log.older')}
          </Button>
        </Flex>
      )}
    </Card>
  );
};
