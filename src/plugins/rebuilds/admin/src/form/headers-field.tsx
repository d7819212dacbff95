import { useId, useState } from 'react';
import { Field, Flex, IconButton, TextButton, Typography } from '@strapi/design-system';
import { Plus, Trash } from '@strapi/icons';
import { useText } from '../text';
import type { HeaderRow, TargetValues } from './values';

interface HeadersFieldProps {
  headers: HeaderRow[];
  fault: string | undefined;
  onChange: (change: Pick<TargetValues, 'headers'>) => void;
}

/** Headers that go along with every call; values that are kept already are not shown again. */
export const HeadersField = ({ headers, fault, onChange }: HeadersFieldProps) => {
  const text = useText();
  const id = useId();
  const [added, setAdded] = useState<number | null>(null);
  const set = (key: number, change: Partial<HeaderRow>): void =>
    onChange({ headers: headers.map((row) => (row.key === key ? { ...row, ...change } : row)) });
  const add = (): void => {
    const key = Math.max(-1, ...headers.map((row) => row.key)) + 1;
    setAdded(key);
    onChange({ headers: [...headers, { key, name: '', value: '' }] });
  };
  return (
    <Flex role="group" aria-labelledby={id} direction="column" alignItems="stretch" gap={2}>
      <Typography id={id} variant="pi" fontWeight="bold">
        {text('form.headers')}
      </Typography>
      {headers.map(({ key, name, value }, index) => (
        <Flex key={key} gap={2} alignItems="center">
          <Field.Root flex="1">
            <Field.Input
              aria-label={text('form.headerName', { number: index + 1 })}
              placeholder="Authorization"
              value={name}
              // A value that nobody sees belongs to the name that it was given with.
              disabled={value === null}
              autoFocus={key === added}
              onChange={(event) => set(key, { name: event.currentTarget.value })}
            />
          </Field.Root>
          <Field.Root flex="2">
            <Field.Input
              aria-label={text('form.headerValue', { name: name || index + 1 })}
              placeholder={value === null ? text('form.headerKept') : 'Bearer …'}
              value={value ?? ''}
              autoComplete="off"
              onChange={(event) => set(key, { value: event.currentTarget.value })}
            />
          </Field.Root>
          <IconButton
            label={text('form.headerRemove', { name: name || index + 1 })}
            onClick={() => onChange({ headers: headers.filter((row) => row.key !== key) })}
          >
            <Trash />
          </IconButton>
        </Flex>
      ))}
      {fault && (
        <Typography variant="pi" textColor="danger600" role="alert">
          {fault}
        </Typography>
      )}
      <TextButton type="button" startIcon={<Plus />} onClick={add}>
        {text('form.headerAdd')}
      </TextButton>
    </Flex>
  );
};
