import { Checkbox, Field, Flex, Grid } from '@strapi/design-system';
import { useForm } from '@strapi/strapi/admin';
import type { SettingsJson } from '../../../server/src/contracts';
import { useText } from '../text';
import { Card } from './card';
import { NumberField } from './number-field';
import { CHOICE, REFRESH, type NumberParameter } from './parameters';

const Fields = ({ parameters }: { parameters: NumberParameter[] }) => (
  <Grid.Root gap={5}>
    {parameters.map((parameter) => (
      <Grid.Item
        key={parameter.name}
        col={6}
        s={12}
        xs={12}
        direction="column"
        alignItems="stretch"
      >
        <NumberField parameter={parameter} />
      </Grid.Item>
    ))}
  </Grid.Root>
);

/** All parameters, each with a sentence on what it does. */
export const ParameterCards = () => {
  const text = useText();
  const { values, disabled, onChange } = useForm('ParameterCards', (form) => form);
  return (
    <>
      <Card title={text('settings.choice')} subtitle={text('settings.choice.does')}>
        <Fields parameters={CHOICE} />
        <Field.Root hint={text('parameter.allowUpdates.does')}>
          <Flex direction="column" alignItems="flex-start" gap={1}>
            <Checkbox
              checked={(values as SettingsJson).allowUpdates}
              disabled={disabled}
              onCheckedChange={(checked) => onChange('allowUpdates', checked === true)}
            >
              {text('parameter.allowUpdates')}
            </Checkbox>
            <Field.Hint />
          </Flex>
        </Field.Root>
      </Card>
      <Card title={text('settings.refresh')} subtitle={text('settings.refresh.does')}>
        <Fields parameters={REFRESH} />
      </Card>
    </>
  );
};
