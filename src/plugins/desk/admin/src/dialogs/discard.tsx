import { useEffect, useRef, useState } from 'react';
import { Button, Typography } from '@strapi/design-system';
import type { DeskVersions } from '../../../server/src/contracts';
import { Problem } from '../problem';
import { useText } from '../text';
import { Comparison, useDifferences } from './differences-view';
import { bringFocus } from './focus';
import { Frame } from './frame';

interface DiscardDialogProps {
  /** Null while they are read. */
  versions: DeskVersions | null;
  /** What the versions could not be read with. */
  error?: unknown;
  /** What discarding failed with. */
  problem?: unknown;
  isBusy: boolean;
  onDiscard: () => void;
  onClose: () => void;
}

/** Back to what readers have: first what would go, then the question. */
export const DiscardDialog = ({
  versions,
  error,
  problem,
  isBusy,
  onDiscard,
  onClose,
}: DiscardDialogProps) => {
  const text = useText();
  const differences = useDifferences(versions);
  const [isAsked, setAsked] = useState(false);
  const content = useRef<HTMLDivElement>(null);
  const keep = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    // The button that was pressed is another one now; the harmless one takes the focus.
    if (isAsked) keep.current?.focus();
  }, [isAsked]);

  return (
    <Frame
      title={text('dialogs.discard.title')}
      isBusy={isBusy}
      contentRef={content}
      onClose={onClose}
      footer={
        isAsked ? (
          <>
            <Button
              key="keep"
              ref={keep}
              variant="tertiary"
              disabled={isBusy}
              onClick={() => {
                setAsked(false);
                bringFocus(content.current);
              }}
            >
              {text('dialogs.discard.back')}
            </Button>
            <Button key="discard" variant="danger" loading={isBusy} onClick={onDiscard}>
              {text('dialogs.discard.confirm')}
            </Button>
          </>
        ) : (
          <>
            <Button key="cancel" variant="tertiary" onClick={onClose}>
              {text('dialogs.cancel')}
            </Button>
            <Button
              key="ask"
              variant="danger-light"
              disabled={!differences}
              onClick={() => setAsked(true)}
            >
              {text('dialogs.discard.ask')}
            </Button>
          </>
        )
      }
    >
      {problem !== undefined && problem !== null && <Problem error={problem} />}
      {isAsked ? (
        <Typography role="alert">
          {text('dialogs.discard.sure', { count: differences?.count ?? 0 })}
        </Typography>
      ) : (
        <>
          <Typography textColor="neutral600">{text('dialogs.discard.what')}</Typography>
          <Comparison differences={differences} error={error} />
        </>
      )}
    </Frame>
  );
};
