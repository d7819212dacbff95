import { useEffect, useRef, useState } from 'react';
import { Button, Flex, Link, Typography, VisuallyHidden } from '@strapi/design-system';
import { CheckCircle, Clock, Cloud, WarningCircle } from '@strapi/icons';
import { useIntl } from 'react-intl';
import { useHref } from 'react-router-dom';
import { useText } from '../text';
import type { SaveState } from './outcome';

interface StatusLineProps {
  state: SaveState;
  onRetry: () => void;
}

/** A short failure that mends itself is not worth a sentence in the ear, ms. */
const SAY_AFTER = 1_500;

/** Of the last save, also while another one is under way. */
const useSavedAt = (state: SaveState): Date | null => {
  const last = useRef<Date | null>(null);
  if (state.kind === 'saved') last.current = state.at;
  return last.current;
};

/** Whether what stands here is on the server, and if not, why and what happens next. */
export const StatusLine = ({ state, onRetry }: StatusLineProps) => {
  const text = useText();
  const { formatTime } = useIntl();
  const login = useHref('/auth/login');
  const { kind: phase, dirty } = state;
  const message = 'message' in state ? (state.message ?? '') : '';
  const savedAt = useSavedAt(state);
  const clock = savedAt === null ? '' : formatTime(savedAt, { timeStyle: 'short' });
  const isTrouble = phase === 'offline' || phase === 'expired' || phase === 'refused';
  const sentence = isTrouble
    ? phase === 'refused'
      ? text('write.save.refused', { message })
      : phase === 'offline' && message
        ? text('write.save.busy', { message })
        : text(`write.save.${phase}`)
    : phase === 'saving'
      ? text('write.save.saving')
      : dirty
        ? text('write.save.waiting')
        : savedAt === null
          ? text('write.save.new')
          : text('write.save.saved', { time: clock });

  const [said, setSaid] = useState('');
  const worth = isTrouble ? sentence : phase === 'saved' && savedAt !== null ? sentence : null;
  const latest = useRef(worth);
  latest.current = worth;
  useEffect(() => {
    if (worth === null) return;
    const timer = setTimeout(() => setSaid(latest.current ?? ''), SAY_AFTER);
    return () => clearTimeout(timer);
  }, [worth]);

  const Icon = isTrouble
    ? WarningCircle
    : dirty || phase === 'saving'
      ? Clock
      : savedAt
        ? CheckCircle
        : Cloud;
  return (
    <Flex gap={2} data-testid="save-status" data-phase={phase} minWidth={0}>
      <Icon
        aria-hidden
        width="1.6rem"
        height="1.6rem"
        fill={isTrouble ? 'danger600' : dirty ? 'neutral500' : 'success600'}
      />
      <Typography variant="pi" textColor={isTrouble ? 'danger700' : 'neutral600'}>
        {sentence}
      </Typography>
      {phase === 'expired' && (
        <Link href={login} isExternal>
          {text('write.save.login')}
        </Link>
      )}
      {isTrouble && (
        <Button variant="tertiary" size="S" onClick={onRetry}>
          {text('write.save.again')}
        </Button>
      )}
      <VisuallyHidden aria-live="polite" role="status">
        {said}
      </VisuallyHidden>
    </Flex>
  );
};
