import { useState } from 'react';
import { Dialog, Flex, IconButton } from '@strapi/design-system';
import { ArrowDown, ArrowUp, EyeStriked, Magic, Pencil, Pin, Trash } from '@strapi/icons';
import { ConfirmDialog } from '@strapi/strapi/admin';
import { styled } from 'styled-components';
import type { ExplainedEntry } from '../../../server/src/contracts';
import { useText, type TextKey } from '../text';
import { EditWords } from './edit-words';
import { focusName } from './focus';
import type { EntryActs } from './use-entry';

/** Seven plain marks in a row: one that can't be used steps back instead of standing out. */
const Bar = styled(Flex)`
  [aria-disabled='true'] {
    background: transparent;
    border-color: transparent;
    opacity: 0.4;
  }

  [aria-pressed='true'] svg path {
    fill: ${({ theme }) => theme.colors.primary600};
  }
`;

interface EntryActionsProps {
  entry: ExplainedEntry;
  place: number;
  of: number;
  acts: EntryActs;
}

export const EntryActions = ({ entry, place, of, acts }: EntryActionsProps) => {
  const text = useText();
  const [isEditing, setIsEditing] = useState(false);
  const [isRemoving, setIsRemoving] = useState(false);
  const { pinned } = entry.hand;
  const button = (part: string, label: TextKey) => ({
    size: 'XS' as const,
    variant: 'ghost' as const,
    label: text(label, { headline: acts.name }),
    ...focusName(acts.key, part),
  });
  return (
    <Bar gap={1} wrap="wrap" marginLeft="-0.6rem">
      <IconButton {...button('up', 'act.up')} disabled={place === 1} onClick={acts.up}>
        <ArrowUp />
      </IconButton>
      <IconButton {...button('down', 'act.down')} disabled={place === of} onClick={acts.down}>
        <ArrowDown />
      </IconButton>
      <IconButton
        {...button('pin', pinned ? 'act.unpin' : 'act.pin')}
        aria-pressed={!!pinned}
        onClick={acts.pin}
      >
        <Pin />
      </IconButton>
      <IconButton {...button('edit', 'act.edit')} onClick={() => setIsEditing(true)}>
        <Pencil />
      </IconButton>
      {entry.target === null ? (
        <IconButton {...button('remove', 'act.remove')} onClick={() => setIsRemoving(true)}>
          <Trash />
        </IconButton>
      ) : (
        <IconButton {...button('hide', 'act.hide')} onClick={() => void acts.hide()}>
          <EyeStriked />
        </IconButton>
      )}
      {entry.kept && entry.target !== null && (
        <IconButton {...button('release', 'act.release')} onClick={acts.release}>
          <Magic />
        </IconButton>
      )}
      {isEditing && (
        <EditWords entry={entry} save={acts.edit} onClose={() => setIsEditing(false)} />
      )}
      <Dialog.Root open={isRemoving} onOpenChange={setIsRemoving}>
        <ConfirmDialog title={text('remove.title')} onConfirm={acts.remove}>
          {text('remove.sentence', { headline: acts.name })}
        </ConfirmDialog>
      </Dialog.Root>
    </Bar>
  );
};
