import { useEffect, useRef, useState } from 'react';
import { Box, Button, Typography } from '@strapi/design-system';
import { Link } from 'react-router-dom';
import { styled } from 'styled-components';
import { articleAddress } from '../config';
import { useText } from '../text';
import type { BulkAct, BulkFailure } from './bulk';
import { bringFocus } from './focus';
import { Frame } from './frame';

const Track = styled.div`
  background: ${({ theme }) => theme.colors.neutral200};
  border-radius: ${({ theme }) => theme.borderRadius};
  height: 0.8rem;
  overflow: hidden;
`;

const Bar = styled.div`
  background: ${({ theme }) => theme.colors.primary600};
  height: 100%;

  @media (prefers-reduced-motion: no-preference) {
    transition: width 0.2s;
  }
`;

const Failures = styled.ul`
  list-style: disc;
  margin: 0;
  padding-inline-start: 2rem;

  a {
    color: ${({ theme }) => theme.colors.primary600};
    text-decoration: underline;
  }
`;

interface BulkReportDialogProps {
  act: BulkAct;
  /** Those that it worked for. */
  done: number;
  total: number;
  failed: readonly BulkFailure[];
  /** Nothing more will be done: all are through, or it was stopped. */
  finished: boolean;
  onCancel: () => void;
  onClose: () => void;
}

/** How far it is, and in the end what became of it. */
export const BulkReportDialog = ({
  act,
  done,
  total,
  failed,
  finished,
  onCancel,
  onClose,
}: BulkReportDialogProps) => {
  const text = useText();
  const content = useRef<HTMLDivElement>(null);
  const [isStopping, setStopping] = useState(false);
  const through = done + failed.length;
  const left = total - through;

  useEffect(() => {
    // The button that stops it is gone.
    if (finished) bringFocus(content.current);
  }, [finished]);

  const said = finished
    ? [
        text(`dialogs.bulk.done.${act}`, { done }),
        ...(left > 0 ? [text('dialogs.bulk.untouched', { count: left })] : []),
      ].join(' ')
    : text(isStopping ? 'dialogs.bulk.stopping' : 'dialogs.bulk.progress', { through, total });

  return (
    <Frame
      title={text(`dialogs.bulk.title.${act}`)}
      isBusy={!finished}
      contentRef={content}
      onClose={onClose}
      footer={
        finished ? (
          <Button key="close" onClick={onClose}>
            {text('dialogs.close')}
          </Button>
        ) : (
          <Button
            key="stop"
            variant="tertiary"
            disabled={isStopping}
            onClick={() => {
              setStopping(true);
              onCancel();
              bringFocus(content.current);
            }}
          >
            {text('dialogs.bulk.stop')}
          </Button>
        )
      }
    >
      <Track
        role="progressbar"
        aria-label={text(`dialogs.bulk.title.${act}`)}
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={through}
      >
        <Bar style={{ width: `${total === 0 ? 100 : (100 * through) / total}%` }} />
      </Track>
      <Typography role="status">{said}</Typography>
      {failed.length > 0 && (
        <Box>
          <Typography fontWeight="bold" textColor="danger700" tag="h3" aria-live="polite">
            {text('dialogs.bulk.failed', { count: failed.length })}
          </Typography>
          <Failures>
            {failed.map(({ documentId, title, message }) => (
              <li key={documentId}>
                <Typography>
                  <Link to={articleAddress(documentId)}>
                    {title.trim() || text('dialogs.untitled')}
                  </Link>
                  {': '}
                  {message.trim() || text('problem.unknown')}
                </Typography>
              </li>
            ))}
          </Failures>
        </Box>
      )}
    </Frame>
  );
};
