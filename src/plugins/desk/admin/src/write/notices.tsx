import { useState } from 'react';
import { Box, Button, Flex, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import type { DeskText } from '../../../server/src/contracts';
import { useNaming } from '../choices/use-naming';
import { differencesOf } from '../dialogs/differences';
import { DifferencesView } from '../dialogs/differences-view';
import type { Backup } from '../saving/backup';
import type { SaveState } from '../saving/outcome';
import { useText } from '../text';
import { ThrowAway } from '../throw-away';

interface NoticesProps {
  state: SaveState;
  found: readonly Backup[];
  current: DeskText;
  onRestore: (found: Backup) => void;
  onThrowAway: (found: Backup) => void;
  onDismiss: () => void;
}

const FoundNotice = ({
  found,
  current,
  onRestore,
  onThrowAway,
}: Pick<NoticesProps, 'current' | 'onRestore' | 'onThrowAway'> & { found: Backup }) => {
  const text = useText();
  const { formatDate } = useIntl();
  const [isOpen, setOpen] = useState(false);
  const tell = useNaming();
  const differences = differencesOf(current, found.text, tell);
  return (
    <Box role="alert" background="primary100" hasRadius padding={4} borderColor="primary200">
      <Flex direction="column" alignItems="stretch" gap={3}>
        <Typography>
          {text('write.found.sentence', {
            at: formatDate(found.at, { dateStyle: 'medium', timeStyle: 'short' }),
            count: differences.count,
          })}
        </Typography>
        {isOpen && <DifferencesView differences={differences} />}
        <Flex gap={2} wrap="wrap">
          <Button size="S" onClick={() => onRestore(found)}>
            {text('write.found.restore')}
          </Button>
          <Button
            size="S"
            variant="tertiary"
            aria-expanded={isOpen}
            onClick={() => setOpen((now) => !now)}
          >
            {text(isOpen ? 'write.found.hide' : 'write.found.look')}
          </Button>
          <ThrowAway onSure={() => onThrowAway(found)} />
        </Flex>
      </Flex>
    </Box>
  );
};

/** What a writer must know about the words on this screen. */
export const Notices = (props: NoticesProps) => {
  const { state, found, current, onRestore, onThrowAway, onDismiss } = props;
  const text = useText();
  const kept = state.notices.flatMap((notice) => (notice.kind === 'kept' ? [notice.text] : []));
  return (
    <>
      {found.map((each) => (
        <FoundNotice
          key={`${each.tab} ${each.at}`}
          found={each}
          current={current}
          onRestore={onRestore}
          onThrowAway={onThrowAway}
        />
      ))}
      {kept.length > 0 && (
        <Flex
          role="status"
          background="neutral150"
          hasRadius
          padding={3}
          gap={3}
          justifyContent="space-between"
        >
          <Typography variant="pi">
            {text('write.kept', { parts: kept.map((part) => `“${part}”`).join(', ') })}
          </Typography>
          <Button size="S" variant="tertiary" onClick={onDismiss}>
            {text('problem.close')}
          </Button>
        </Flex>
      )}
      {state.backupFails && state.dirty && (
        <Typography role="alert" variant="pi" textColor="danger700">
          {text('write.keepsNothing')}
        </Typography>
      )}
    </>
  );
};
