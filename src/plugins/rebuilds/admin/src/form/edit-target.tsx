import { useEffect, useState } from 'react';
import { Flex, Loader } from '@strapi/design-system';
import { useNotification } from '@strapi/strapi/admin';
import type { Overview } from '../../../server/src/contracts';
import { useRebuildsChangeMutation, useRebuildsTargetQuery } from '../api';
import { Dialog } from '../dialog';
import { useText } from '../text';
import { faultsOf, problemOf } from './faults';
import { SecretShown, useSecretDialog } from './secret-shown';
import { TargetFields } from './target-fields';
import { changesOf, inputOf, isComplete, valuesOf, type TargetValues } from './values';

interface EditTargetProps {
  id: string;
  overview: Overview;
  onClose: () => void;
}

export const EditTarget = ({ id, overview, onClose }: EditTargetProps) => {
  const text = useText();
  const secretDialog = useSecretDialog(onClose);
  const { toggleNotification } = useNotification();
  const form = useRebuildsTargetQuery(id, { refetchOnMountOrArgChange: true });
  const [values, setValues] = useState<TargetValues | null>(null);
  const [secret, setSecret] = useState<string | null>(null);
  const [change, { isLoading, error, reset }] = useRebuildsChangeMutation();
  const isRead = form.data !== undefined && !form.isFetching;

  useEffect(() => {
    if (isRead) setValues((now) => now ?? valuesOf(form.data!));
  }, [isRead, form.data]);

  const submit = async (): Promise<void> => {
    if (!values || !form.data) return;
    const before = inputOf(valuesOf(form.data), overview);
    const edit = changesOf(before, inputOf(values, overview));
    if (Object.keys(edit).length === 0) return onClose();
    const answer = await change({ id, edit });
    if ('error' in answer) return;
    toggleNotification({
      type: 'success',
      message: text('form.saved', { name: answer.data.name }),
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
      title={text('form.editTitle')}
      submit={text('form.save')}
      canSubmit={values !== null && isComplete(values)}
      isSending={isLoading}
      problem={problemOf(error) ?? form.error}
      hasFailed={error !== undefined}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      {values ? (
        <TargetFields
          values={values}
          faults={faultsOf(error)}
          overview={overview}
          onChange={(edit) => {
            setValues((before) => before && { ...before, ...edit });
            if (error !== undefined) reset();
          }}
        />
      ) : (
        form.error === undefined && (
          <Flex justifyContent="center" padding={6}>
            <Loader>{text('form.loading')}</Loader>
          </Flex>
        )
      )}
    </Dialog>
  );
};
