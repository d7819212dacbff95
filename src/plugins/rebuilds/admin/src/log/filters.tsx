import { Field, Flex, SingleSelect, SingleSelectOption } from '@strapi/design-system';
import type { CallQuery, CallState, TargetView } from '../../../server/src/contracts';
import { useText } from '../text';

export type Filter = Pick<CallQuery, 'target' | 'state' | 'purpose'>;

const STATES: CallState[] = ['queued', 'sending', 'waiting', 'delivered', 'failed', 'superseded'];
const PURPOSES = ['changes', 'replay', 'test'] as const;

interface FiltersProps {
  filter: Filter;
  targets: TargetView[];
  onChange: (filter: Filter) => void;
}

export const Filters = ({ filter, targets, onChange }: FiltersProps) => {
  const text = useText();
  const select = (name: keyof Filter, options: { value: string; label: string }[]) => (
    <Field.Root width="20rem">
      <Field.Label>{text(`log.${name}`)}</Field.Label>
      <SingleSelect
        size="S"
        value={filter[name] ?? ''}
        placeholder={text('log.any')}
        onClear={() => onChange(without(filter, name))}
        clearLabel={text('log.clear')}
        onChange={(value) => onChange({ ...filter, [name]: String(value) })}
      >
        {options.map(({ value, label }) => (
          <SingleSelectOption key={value} value={value}>
            {label}
          </SingleSelectOption>
        ))}
      </SingleSelect>
    </Field.Root>
  );
  return (
    <Flex gap={4} wrap="wrap" alignItems="flex-end">
      {select(
        'target',
        targets.map(({ id, name }) => ({ value: id, label: name })),
      )}
      {select(
        'state',
        STATES.map((state) => ({ value: state, label: text(`call.state.${state}`) })),
      )}
      {select(
        'purpose',
        PURPOSES.map((purpose) => ({ value: purpose, label: text(`call.purpose.${purpose}`) })),
      )}
    </Flex>
  );
};

const without = (filter: Filter, name: keyof Filter): Filter =>
  Object.fromEntries(Object.entries(filter).filter(([key]) => key !== name));
