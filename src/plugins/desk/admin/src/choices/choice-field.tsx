import { useId, useMemo, useRef, useState } from 'react';
import {
  Button,
  Combobox,
  ComboboxOption,
  Field,
  Flex,
  Link,
  TextInput,
  Typography,
  VisuallyHidden,
} from '@strapi/design-system';
import { useAuth } from '@strapi/strapi/admin';
import { Link as RouterLink } from 'react-router-dom';
import type { ChoiceKind } from '../../../server/src/contracts';
import { idsOf, movedId, withId, withoutId } from '../../../server/src/ids';
import { useDeskChoicesQuery } from '../api';
import { CHOICE_UIDS, CREATE } from '../config';
import { sentenceOf } from '../problem';
import { useText } from '../text';
import { labelsOf, matching, MOST_SHOWN, namesIn } from './choices';
import { Chips } from './chips';

interface ChoiceFieldProps {
  kind: ChoiceKind;
  /** Ids with commas between them. */
  list: string;
  isFixed: boolean;
  /** What the server says of it. */
  error: string | undefined;
  onChange: (list: string) => void;
}

/** Topics or authors of the story: found as one types, kept in the order in which they were chosen. */
export const ChoiceField = ({ kind, list, isFixed, error, onChange }: ChoiceFieldProps) => {
  const text = useText();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState('');
  const [said, setSaid] = useState('');
  // Made in another tab since: they are there when the list is opened again.
  const {
    data,
    error: failure,
    refetch,
  } = useDeskChoicesQuery(kind, {
    refetchOnMountOrArgChange: true,
  });
  const granted = useAuth('DeskChoices', ({ permissions }) => permissions);
  const labels = useMemo(() => labelsOf(data ?? []), [data]);
  const found = useMemo(() => matching(data ?? [], list, typed), [data, list, typed]);

  const nameOf = (each: string): string => labels.get(each) ?? text('write.choice.gone');
  const label = text(`write.field.${kind}`);
  const mayCreate = granted.some(
    ({ action, subject }) => action === CREATE && subject === CHOICE_UIDS[kind],
  );
  const chosen = idsOf(list).length;

  const choose = (each: string | undefined): void => {
    if (!each) return;
    setTyped('');
    setSaid(text('write.choice.added', { name: nameOf(each) }));
    onChange(withId(list, each));
  };

  const field = () => {
    if (isFixed)
      return (
        <TextInput
          disabled
          value={namesIn(list, labels, text(data ? 'write.choice.gone' : 'write.choice.unnamed'))}
        />
      );
    if (!data && failure !== undefined)
      return (
        <Flex role="alert" gap={2} justifyContent="space-between" alignItems="flex-start">
          <Typography variant="pi" textColor="danger700">
            {text('write.choice.failed', {
              message: sentenceOf(failure, text('problem.unknown')),
              chosen,
            })}
          </Typography>
          <Button size="S" variant="tertiary" onClick={() => void refetch()}>
            {text('write.choice.again')}
          </Button>
        </Flex>
      );
    if (data?.length === 0)
      return (
        <Typography variant="pi" textColor="neutral600">
          {text(`write.choice.empty.${kind}`)}{' '}
          {mayCreate && (
            // In a tab of its own: the story stays open.
            <Link
              tag={RouterLink}
              to={`/content-manager/collection-types/${CHOICE_UIDS[kind]}/create`}
              target="_blank"
            >
              {text(`write.choice.create.${kind}`)}
            </Link>
          )}
        </Typography>
      );
    return (
      <Combobox
        ref={input}
        autocomplete="none"
        aria-autocomplete="list"
        placeholder={text(`write.choice.placeholder.${kind}`)}
        loading={!data}
        loadingMessage={text('write.loading')}
        noOptionsMessage={() =>
          text(typed.trim() === '' ? 'write.choice.all' : 'write.choice.none', { typed })
        }
        // Nothing stands chosen in the field itself: the chips below say what is.
        value=""
        textValue={typed}
        onInputChange={(event) => setTyped(event.currentTarget.value)}
        onTextValueChange={(words) => {
          // It would put the name of what was chosen into the field.
          if (words === '') setTyped('');
        }}
        onOpenChange={(isOpen) => {
          if (isOpen && data) void refetch();
        }}
        onChange={choose}
      >
        {found.slice(0, MOST_SHOWN).map((each) => (
          <ComboboxOption key={each.id} value={each.id} textValue={each.name}>
            {labels.get(each.id)}
          </ComboboxOption>
        ))}
        {found.length > MOST_SHOWN && (
          <ComboboxOption disabled value="more" textValue=" ">
            {text('write.choice.more', { count: found.length - MOST_SHOWN })}
          </ComboboxOption>
        )}
      </Combobox>
    );
  };

  return (
    <Field.Root
      id={`${id}-${kind}`}
      data-place={`details.${kind}`}
      error={error}
      hint={kind === 'authors' && chosen > 1 && !isFixed && text('write.hint.authors')}
      width="100%"
    >
      <Field.Label>{label}</Field.Label>
      {field()}
      {data && !isFixed && (
        <Chips
          label={text('write.choice.chosen', { label })}
          list={list}
          nameOf={nameOf}
          field={input}
          onRemove={(each) => {
            setSaid(text('write.choice.removed', { name: nameOf(each) }));
            onChange(withoutId(list, each));
          }}
          onMove={(each, by) => {
            const moved = movedId(list, each, by);
            setSaid(
              text('write.choice.moved', {
                name: nameOf(each),
                place: idsOf(moved).indexOf(each) + 1,
                count: chosen,
              }),
            );
            onChange(moved);
          }}
        />
      )}
      <Field.Hint />
      <Field.Error />
      <VisuallyHidden aria-live="polite">{said}</VisuallyHidden>
    </Field.Root>
  );
};
