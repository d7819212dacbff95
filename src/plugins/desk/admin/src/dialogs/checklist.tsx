import { useEffect, useRef, type ReactNode } from 'react';
import { Box, Button, Flex, Link, Loader, Typography } from '@strapi/design-system';
import { CheckCircle } from '@strapi/icons';
import type { CheckItem } from '../../../server/src/contracts';
import { Problem } from '../problem';
import { useText } from '../text';
import { CheckList } from './check-list';
import { isBlocked } from './check-order';
import { bringFocus } from './focus';
import { Frame } from './frame';

export type PublishPhase = 'checking' | 'publishing' | 'published';

interface PublishDialogProps {
  phase: PublishPhase;
  /** Null while they are asked for. */
  items: readonly CheckItem[] | null;
  /** What the checklist could not be read with. */
  error?: unknown;
  /** What the publish failed with; the phase is `checking` again. */
  problem?: unknown;
  /** Readers have an older version: this publishes changes. */
  isLive: boolean;
  /** The page as readers get it; known once it is published. */
  pageUrl: string | null;
  /** Whether the page has arrived at the readers, where anybody can tell. */
  live?: ReactNode;
  onGo: (place: string) => void;
  onPublish: () => void;
  /** Asks for the checklist anew. */
  onRetry: () => void;
  onClose: () => void;
}

/** Looks once more, publishes, and says what happened. */
export const PublishDialog = ({
  phase,
  items,
  error,
  problem,
  isLive,
  pageUrl,
  live,
  onGo,
  onPublish,
  onRetry,
  onClose,
}: PublishDialogProps) => {
  const text = useText();
  const content = useRef<HTMLDivElement>(null);
  const isDone = phase === 'published';
  const isFailed = error !== undefined && error !== null;
  const isProblem = problem !== undefined && problem !== null;
  const blocked = items !== null && isBlocked(items);

  useEffect(() => {
    // The button that publishes cannot be pressed now, or is gone: it would take the focus along.
    if (phase !== 'checking') bringFocus(content.current);
  }, [phase]);

  const publish = items !== null && items.length > 0 && !blocked ? 'publishAnyway' : 'publish';
  return (
    <Frame
      title={text(
        isDone
          ? 'dialogs.publish.done'
          : isLive
            ? 'dialogs.publish.titleChanges'
            : 'dialogs.publish.title',
      )}
      isBusy={phase === 'publishing'}
      contentRef={content}
      onClose={onClose}
      footer={
        isDone ? (
          <Button onClick={onClose}>{text('dialogs.close')}</Button>
        ) : (
          <>
            <Button variant="tertiary" disabled={phase === 'publishing'} onClick={onClose}>
              {text('dialogs.cancel')}
            </Button>
            {isFailed ? (
              <Button onClick={onRetry}>{text('dialogs.again')}</Button>
            ) : (
              <Button
                loading={phase === 'publishing'}
                disabled={items === null || blocked}
                onClick={onPublish}
              >
                {text(`dialogs.publish.${publish}`)}
              </Button>
            )}
          </>
        )
      }
    >
      {phase === 'checking' && isFailed && <Problem error={error} />}
      {phase === 'checking' && isProblem && <Problem error={problem} />}
      {phase === 'checking' && !isFailed && items !== null && (
        <>
          {blocked && (
            <Typography textColor="neutral600">{text('dialogs.check.blocked')}</Typography>
          )}
          <CheckList items={items} onGo={onGo} />
        </>
      )}
      <Box aria-live="polite">
        {phase === 'publishing' && <Loader small>{text('dialogs.publish.publishing')}</Loader>}
        {phase === 'checking' && !isFailed && items === null && (
          <Loader small>{text('dialogs.check.looking')}</Loader>
        )}
        {isDone && (
          <Flex direction="column" alignItems="flex-start" gap={3}>
            <Flex gap={2}>
              <CheckCircle aria-hidden fill="success600" />
              <Typography>{text('dialogs.publish.doneSentence')}</Typography>
            </Flex>
            {pageUrl !== null && (
              <Link href={pageUrl} isExternal>
                {text('dialogs.publish.see')}
              </Link>
            )}
            {live}
          </Flex>
        )}
      </Box>
    </Frame>
  );
};
