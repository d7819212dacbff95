import {
  Field,
  Flex,
  Grid,
  NumberInput,
  SingleSelect,
  SingleSelectOption,
  Toggle,
} from '@strapi/design-system';
import type { Overview } from '../../../server/src/contracts';
import { useText } from '../text';
import { EventsField } from './events-field';
import { HeadersField } from './headers-field';
import type { TargetValues } from './values';

export interface TargetFieldsProps {
  values: TargetValues;
  faults: Record<string, string>;
  overview: Overview;
  isNew?: boolean;
  onChange: (change: Partial<TargetValues>) => void;
}

export const TargetFields = (props: TargetFieldsProps) => {
  const { values, faults, overview, isNew = false, onChange } = props;
  const text = useText();
  const kind = overview.kinds.find(({ name }) => name === values.kind);
  const words = (name: 'name' | 'url' | 'secret', placeholder?: string) => (
    <Field.Root
      name={name}
      error={faults[name]}
      hint={name === 'name' ? undefined : text(`form.${name}Hint`)}
      required={name !== 'secret'}
    >
      <Field.Label>{text(`form.${name}`)}</Field.Label>
      <Field.Input
        value={values[name]}
        placeholder={placeholder}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => onChange({ [name]: event.currentTarget.value })}
      />
      <Field.Error />
      <Field.Hint />
    </Field.Root>
  );
  const seconds = (name: 'quietSeconds' | 'maxWaitSeconds') => (
    <Grid.Item col={6} s={12} xs={12} direction="column" alignItems="stretch">
      <Field.Root name={name} error={faults[name]} hint={text(`form.${name}Hint`)}>
        <Field.Label>{text(`form.${name}`)}</Field.Label>
        <NumberInput value={values[name]} onValueChange={(value) => onChange({ [name]: value })} />
        <Field.Error />
        <Field.Hint />
      </Field.Root>
    </Grid.Item>
  );
  return (
    <Flex direction="column" alignItems="stretch" gap={5}>
      {words('name', text('form.nameExample'))}
      {words('url', 'https://site.example/api/rebuild')}
      <Field.Root name="kind" error={faults.kind} hint={kind?.description}>
        <Field.Label>{text('form.kind')}</Field.Label>
        <SingleSelect value={values.kind} onChange={(value) => onChange({ kind: String(value) })}>
          {overview.kinds.map(({ name }) => (
            <SingleSelectOption key={name} value={name}>
              {name}
            </SingleSelectOption>
          ))}
        </SingleSelect>
        <Field.Error />
        <Field.Hint />
      </Field.Root>
      <EventsField {...props} />
      <Grid.Root gap={5}>
        {seconds('quietSeconds')}
        {seconds('maxWaitSeconds')}
      </Grid.Root>
      <HeadersField headers={values.headers} fault={faults.headers} onChange={onChange} />
      {isNew && kind?.signed && words('secret', 'whsec_…')}
      <Field.Root name="enabled" hint={text('form.enabledHint')}>
        <Field.Label>{text('form.enabled')}</Field.Label>
        <Toggle
          checked={values.enabled}
          onLabel={text('target.on')}
          offLabel={text('target.off')}
          onChange={(event) => onChange({ enabled: event.currentTarget.checked })}
        />
        <Field.Hint />
      </Field.Root>
    </Flex>
  );
};
