import { useState } from 'react';
import { Flex, Typography } from '@strapi/design-system';
import { Blocker, Form, Layouts, useNotification } from '@strapi/strapi/admin';
import type { SettingsAnswer, SettingsJson } from '../../../server/src/contracts';
import { useRecentNewsSaveSettingsMutation } from '../api';
import { Problem } from '../problem';
import { useText } from '../text';
import { FormActions } from './form-actions';
import { ParameterCards } from './parameter-cards';
import { isFit } from './parameters';
import { Preview } from './preview';

/** The parameters, and what they would do to a story of one's choice before they are saved. */
export const SettingsForm = ({ answer }: { answer: SettingsAnswer }) => {
  const text = useText();
  const { toggleNotification } = useNotification();
  const [save] = useRecentNewsSaveSettingsMutation();
  const [problem, setProblem] = useState<unknown>(null);
  const mayChange = answer.may.settings;

  const submit = async (settings: SettingsJson): Promise<void> => {
    if (!isFit(settings)) return;
    setProblem(null);
    try {
      await save(settings).unwrap();
      toggleNotification({ type: 'success', message: text('settings.saved') });
    } catch (error) {
      setProblem(error);
    }
  };

  return (
    <Form<SettingsJson>
      method="PUT"
      disabled={!mayChange}
      initialValues={answer.settings}
      onSubmit={submit}
    >
      <Blocker />
      <Layouts.Header
        title={text('settings.link')}
        subtitle={text('settings.subtitle')}
        primaryAction={mayChange && <FormActions onProblem={setProblem} />}
      />
      <Layouts.Content>
        <Flex direction="column" alignItems="stretch" gap={6}>
          {problem !== null && <Problem error={problem} onClose={() => setProblem(null)} />}
          {!mayChange && (
            <Typography textColor="neutral600">{text('settings.readOnly')}</Typography>
          )}
          <ParameterCards />
          <Preview />
        </Flex>
      </Layouts.Content>
    </Form>
  );
};
