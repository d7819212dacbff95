import { useState } from 'react';
import { useNotification } from '@strapi/strapi/admin';
import type { Overview } from '../../../server/src/contracts';
import { useRebuildsAddMutation } from '../api';
import { Dialog } from '../dialog';
import { useText } from '../text';
import { faultsOf, problemOf } from './faults';
import { SecretShown, useSecretDialog } from './secret-shown';
import { TargetFields } from './target-fields';
import { inputOf, isComplete, newValues } from './values';

interface AddTargetProps {
  overview: Overview;
  onClose: () => void;
}

export const AddTarget = ({ overview, onClose }: AddTargetProps) => {
  const text = useText();
  const secretDialog = useSecretDialog(onClose);
  const { toggleNotification } = useNotification();
  const [values, setValues] = useState(() => newValues(overview));
  const [secret, setSecret] = useState<string | null>(null);
  const [add, { isLoading, error, reset }] = useRebuildsAddMutation();
  const isSigned = overview.kinds.find(({ name }) => name === values.kind)?.signed ?? false;

  const submit = async (): Promise<void> => {
    const given = isSigned ? values.secret.trim() : '';
    const answer = await add({ ...inputOf(values, overview), ...(given && { secret: given }) });
    if ('error' in answer) return;
    toggleNotification({
      type: 'success',
      message: text('form.added', { name: answer.data.name }),
    });
    if (answer.data.secret === null) onClose();
    else setSecret(answer.data.secret);
  };

  if (secret !== null) {
    return (
      <Dialog {...secretDialog}>
        <SecretShown secret={secret} endsAt={null} />
      </Dialog>
    );
  }
  return (
    <Dialog
      title={text('targets.add')}
      submit={text('form.add')}
      canSubmit={isComplete(values)}
      isSending={isLoading}
      problem={problemOf(error)}
      hasFailed={error !== undefined}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <TargetFields
        isNew
        values={values}
        faults={faultsOf(error)}
        overview={overview}
        onChange={(change) => {
          setValues((before) => ({ ...before, ...change }));
          if (error !== undefined) reset();
        }}
      />
    </Dialog>
  );
};
