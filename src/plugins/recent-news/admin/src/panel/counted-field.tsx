import type { ReactNode } from 'react';
import { Field, Flex, Textarea, Typography } from '@strapi/design-system';
import { useText } from '../text';

interface CountedFieldProps {
  label: string;
  value: string;
  most: number;
  /** Several lines are shown, but none is broken by hand. */
  isLong?: boolean;
  isRequired?: boolean;
  hint?: string;
  /** Beside the label. */
  action?: ReactNode;
  onChange: (value: string) => void;
}

/** A text with a limit, and how much of it is used. */
export const CountedField = ({
  label,
  value,
  most,
  isLong = false,
  isRequired = false,
  hint,
  action,
  onChange,
}: CountedFieldProps) => {
  const text = useText();
  const length = value.trim().length;
  const error = length > most ? text('words.tooLong', { most }) : undefined;
  return (
    <Field.Root width="100%" error={error} hint={hint} required={isRequired}>
      <Flex justifyContent="space-between" alignItems="baseline" gap={2}>
        <Field.Label>{label}</Field.Label>
        {action}
      </Flex>
      {isLong ? (
        <Textarea
          value={value}
          onChange={(event: { currentTarget: HTMLTextAreaElement }) =>
            onChange(event.currentTarget.value.replace(/\s*\n\s*/g, ' '))
          }
        />
      ) : (
        <Field.Input value={value} onChange={(event) => onChange(event.currentTarget.value)} />
      )}
      <Flex justifyContent="space-between" gap={2}>
        <Field.Hint />
        <Field.Error />
        <Typography variant="pi" textColor={error ? 'danger600' : 'neutral600'}>
          {text('words.count', { length, most })}
        </Typography>
      </Flex>
    </Field.Root>
  );
};
