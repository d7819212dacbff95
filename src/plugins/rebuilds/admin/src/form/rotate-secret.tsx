import { useState } from 'react';
import { Field, NumberInput, Typography } from '@strapi/design-system';
import type { TargetView } from '../../../server/src/contracts';
import { useRebuildsRotateMutation } from '../api';
import { Dialog } from '../dialog';
import { useText } from '../text';
import { faultsOf, problemOf } from './faults';
import { SecretShown, useSecretDialog } from './secret-shown';

/** Enough for a deploy of whoever receives the calls, h. */
const HOURS = 24;

interface RotateSecretProps {
  target: TargetView;
  onClose: () => void;
}

/** Makes a new secret; the old one goes on signing for a while. */
export const RotateSecret = ({ target, onClose }: RotateSecretProps) => {
  const text = useText();
  const secretDialog = useSecretDialog(onClose);
  const [hours, setHours] = useState<number | undefined>(HOURS);
  const [given, setGiven] = useState('');
  const [rotate, { isLoading, error, data }] = useRebuildsRotateMutation();
  const faults = faultsOf(error);

  if (data?.secret) {
    return (
      <Dialog {...secretDialog}>
        <SecretShown secret={data.secret} endsAt={data.previousEndsAt} />
      </Dialog>
    );
  }
  return (
    <Dialog
      title={text('rotate.title', { name: target.name })}
      submit={text('rotate.submit')}
      isSending={isLoading}
      problem={problemOf(error)}
      hasFailed={error !== undefined}
      onSubmit={() =>
        void rotate({
          id: target.id,
          input: { hours: hours ?? HOURS, ...(given.trim() && { secret: given.trim() }) },
        })
      }
      onClose={onClose}
    >
      <Typography tag="p">{text('rotate.sentence')}</Typography>
      <Field.Root name="hours" error={faults.hours} hint={text('rotate.hoursHint')}>
        <Field.Label>{text('rotate.hours')}</Field.Label>
        <NumberInput value={hours} onValueChange={setHours} />
        <Field.Error />
        <Field.Hint />
      </Field.Root>
      <Field.Root name="secret" error={faults.secret} hint={text('form.secretHint')}>
        <Field.Label>{text('form.secret')}</Field.Label>
        <Field.Input
          value={given}
          placeholder="whsec_…"
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setGiven(event.currentTarget.value)}
        />
        <Field.Error />
        <Field.Hint />
      </Field.Root>
    </Dialog>
  );
};
