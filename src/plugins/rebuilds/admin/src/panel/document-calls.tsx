import { useEffect, useRef, useState } from 'react';
import { Flex, Link } from '@strapi/design-system';
import { NavLink } from 'react-router-dom';
import type { DocumentState, DocumentTargetState } from '../../../server/src/contracts';
import { useRebuildsDocumentQuery } from '../api';
import { EVERY, PAGE, SELDOM } from '../config';
import { Problem } from '../problem';
import { Skeleton } from '../skeleton';
import { useText } from '../text';
import { usePolling } from '../use-polling';
import { DocumentAtTarget } from './document-at-target';

/** In these nothing happens of itself. */
const SETTLED: ReadonlySet<DocumentTargetState> = new Set(['none', 'delivered', 'live']);

const isSettled = (state: DocumentState | undefined): boolean =>
  state?.targets.every((target) => SETTLED.has(target.state)) ?? false;

interface DocumentCallsProps {
  documentId: string;
  /** Changes when the document was saved or published. */
  stamp: string;
}

export const DocumentCalls = ({ documentId, stamp }: DocumentCallsProps) => {
  const text = useText();
  const [isQuiet, setIsQuiet] = useState(false);
  const { data, error, refetch } = useRebuildsDocumentQuery(documentId, {
    ...usePolling(isQuiet ? SELDOM : EVERY),
    refetchOnMountOrArgChange: true,
  });
  useEffect(() => setIsQuiet(isSettled(data)), [data]);

  const seen = useRef(stamp);
  useEffect(() => {
    if (seen.current === stamp) return;
    seen.current = stamp;
    void refetch();
  }, [stamp, refetch]);

  if (!data) {
    return error === undefined ? (
      <Skeleton label={text('panel.loading')} rows={1} />
    ) : (
      <Problem error={error} onRetry={() => void refetch()} />
    );
  }
  return (
    <Flex direction="column" alignItems="stretch" gap={4} width="100%">
      <Flex
        tag="ul"
        direction="column"
        alignItems="stretch"
        gap={4}
        aria-label={text('panel.title')}
      >
        {data.targets.map((target) => (
          <DocumentAtTarget key={target.targetId} at={target} />
        ))}
      </Flex>
      <Link tag={NavLink} to={`/${PAGE}`}>
        {text('panel.log')}
      </Link>
    </Flex>
  );
};
