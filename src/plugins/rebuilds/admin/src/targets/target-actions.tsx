import { useState } from 'react';
import { Button, Dialog, Flex, IconButton, Switch } from '@strapi/design-system';
import { Key, Pencil, Trash } from '@strapi/icons';
import { ConfirmDialog, useNotification } from '@strapi/strapi/admin';
import type { Overview, TargetView } from '../../../server/src/contracts';
import { useRebuildsChangeMutation, useRebuildsDeleteMutation } from '../api';
import { EditTarget } from '../form/edit-target';
import { RotateSecret } from '../form/rotate-secret';
import { sentenceOf } from '../problem';
import { useText } from '../text';

interface TargetActionsProps {
  target: TargetView;
  overview: Overview;
  isTesting: boolean;
  onTest: () => void;
}

export const TargetActions = ({ target, overview, isTesting, onTest }: TargetActionsProps) => {
  const text = useText();
  const { toggleNotification } = useNotification();
  const [open, setOpen] = useState<'edit' | 'rotate' | null>(null);
  const [change, changing] = useRebuildsChangeMutation();
  const [remove] = useRebuildsDeleteMutation();
  const { id, name, enabled, kind } = target;
  const isSigned = overview.kinds.find((each) => each.name === kind)?.signed ?? false;
  const close = (): void => setOpen(null);

  const carryOut = async (work: Promise<unknown>, said: string): Promise<void> => {
    try {
      await work;
      toggleNotification({ type: 'success', message: said });
    } catch (error) {
      toggleNotification({ type: 'danger', message: sentenceOf(error, text('problem.unknown')) });
    }
  };
  const turn = (on: boolean): Promise<void> =>
    carryOut(
      change({ id, edit: { enabled: on } }).unwrap(),
      text(on ? 'target.turnedOn' : 'target.turnedOff', { name }),
    );

  return (
    <Flex gap={2} alignItems="center">
      <Switch
        checked={enabled}
        aria-label={text('target.enabled', { name })}
        onLabel={text('target.on')}
        offLabel={text('target.off')}
        visibleLabels
        onCheckedChange={(on) => {
          if (!changing.isLoading) void turn(on);
        }}
      />
      <Button
        variant="tertiary"
        size="S"
        // A button that is disabled while it works would lose the focus.
        aria-disabled={isTesting}
        aria-label={text('target.test', { name })}
        onClick={() => {
          if (!isTesting) onTest();
        }}
      >
        {text(isTesting ? 'target.testing' : 'target.testShort')}
      </Button>
      <IconButton label={text('target.edit', { name })} onClick={() => setOpen('edit')}>
        <Pencil />
      </IconButton>
      {isSigned && (
        <IconButton label={text('target.rotate', { name })} onClick={() => setOpen('rotate')}>
          <Key />
        </IconButton>
      )}
      {open === 'edit' && <EditTarget id={id} overview={overview} onClose={close} />}
      {open === 'rotate' && <RotateSecret target={target} onClose={close} />}
      <Dialog.Root>
        <Dialog.Trigger>
          <IconButton label={text('target.delete', { name })}>
            <Trash />
          </IconButton>
        </Dialog.Trigger>
        <ConfirmDialog
          title={text('delete.title')}
          onConfirm={() => carryOut(remove(id).unwrap(), text('delete.done', { name }))}
        >
          {text('delete.sentence', { name })}
        </ConfirmDialog>
      </Dialog.Root>
    </Flex>
  );
};
