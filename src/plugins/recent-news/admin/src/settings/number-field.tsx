import { Checkbox, Field, Flex, NumberInput } from '@strapi/design-system';
import { useForm } from '@strapi/strapi/admin';
import { useText } from '../text';
import type { SettingsJson } from '../../../server/src/contracts';
import { faultOf, valueOf, type NumberParameter } from './parameters';

/** One parameter with what it does. */
export const NumberField = ({ parameter }: { parameter: NumberParameter }) => {
  const { name, least, most, step, unit, limitIs } = parameter;
  const text = useText();
  const { values, disabled, onChange } = useForm('NumberField', (form) => form);
  const value = valueOf(values as SettingsJson, name);
  const fault = faultOf(parameter, value);
  const isUnlimited = value === null;
  const label = text(`parameter.${name}`);
  return (
    <Field.Root
      name={name}
      hint={text(`parameter.${name}.does`)}
      error={fault ? text(`fault.${fault}`, { least, most: most ?? '' }) : undefined}
    >
      <Field.Label>{unit ? text('parameter.inDays', { label }) : label}</Field.Label>
      <Flex gap={4} alignItems="center">
        <NumberInput
          value={typeof value === 'number' ? value : undefined}
          step={step}
          disabled={disabled || isUnlimited}
          placeholder={isUnlimited ? text('parameter.noLimit') : undefined}
          onValueChange={(next) => onChange(name, next)}
        />
        {limitIs !== undefined && (
          <Checkbox
            checked={isUnlimited}
            disabled={disabled}
            aria-label={text('parameter.noLimitFor', { label })}
            onCheckedChange={(checked) => onChange(name, checked === true ? null : limitIs)}
          >
            {text('parameter.noLimit')}
          </Checkbox>
        )}
      </Flex>
      <Field.Error />
      <Field.Hint />
    </Field.Root>
  );
};
