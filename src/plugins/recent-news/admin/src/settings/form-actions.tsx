import { Button, Dialog, Flex } from '@strapi/design-system';
import { Check } from '@strapi/icons';
import { ConfirmDialog, useForm, useNotification } from '@strapi/strapi/admin';
import type { SettingsJson } from '../../../server/src/contracts';
import { useRecentNewsResetSettingsMutation } from '../api';
import { useText } from '../text';
import { isFit } from './parameters';

interface FormActionsProps {
  onProblem: (problem: unknown) => void;
}

export const FormActions = ({ onProblem }: FormActionsProps) => {
  const text = useText();
  const { toggleNotification } = useNotification();
  const [reset] = useRecentNewsResetSettingsMutation();
  const { values, modified, isSubmitting, resetForm } = useForm('FormActions', (form) => form);

  const backToDefaults = async (): Promise<void> => {
    onProblem(null);
    try {
      const { settings } = await reset().unwrap();
      resetForm(settings);
      toggleNotification({ type: 'success', message: text('reset.done') });
    } catch (error) {
      onProblem(error);
    }
  };

  return (
    <Flex gap={2}>
      <Dialog.Root>
        <Dialog.Trigger>
          <Button variant="tertiary">{text('reset.button')}</Button>
        </Dialog.Trigger>
        <ConfirmDialog title={text('reset.title')} onConfirm={backToDefaults}>
          {text('reset.sentence')}
        </ConfirmDialog>
      </Dialog.Root>
      <Button
        type="submit"
        startIcon={<Check />}
        loading={isSubmitting}
        disabled={!modified || !isFit(values as SettingsJson)}
      >
        {text('settings.save')}
      </Button>
    </Flex>
  );
};
