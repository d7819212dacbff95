import { useEffect, useRef, useState } from 'react';
import {
  Flex,
  Searchbar,
  SearchForm,
  SingleSelect,
  SingleSelectOption,
} from '@strapi/design-system';
import { useDebounce } from '@strapi/strapi/admin';
import { useText } from '../text';
import { STATUSES, type ListState } from './query';

/** Pauses between two words are longer than that, ms. */
const TYPING_STOPPED_FOR = 200;

interface FiltersProps {
  state: ListState;
  onChange: (change: Partial<ListState>) => void;
}

/** Search as one types, and the status. */
export const Filters = ({ state, onChange }: FiltersProps) => {
  const text = useText();
  const [typed, setTyped] = useState(state.q);
  const words = useDebounce(typed.trim(), TYPING_STOPPED_FOR);
  const asked = useRef(state.q);
  const change = useRef(onChange);
  change.current = onChange;

  useEffect(() => {
    if (words === asked.current) return;
    asked.current = words;
    change.current({ q: words });
  }, [words]);

  // "Show all" and the way back ask for other words than those that stand here.
  useEffect(() => {
    if (state.q === asked.current) return;
    asked.current = state.q;
    setTyped(state.q);
  }, [state.q]);

  return (
    <Flex gap={2} wrap="wrap" alignItems="stretch">
      <SearchForm onSubmit={(event) => event.preventDefault()}>
        <Searchbar
          name="q"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onClear={() => setTyped('')}
          clearLabel={text('list.clearSearch')}
          placeholder={text('list.searchPlaceholder')}
        >
          {text('list.search')}
        </Searchbar>
      </SearchForm>
      <SingleSelect
        size="S"
        aria-label={text('list.statusFilter')}
        value={state.status || 'all'}
        onChange={(value) => onChange({ status: value === 'all' ? '' : String(value) })}
      >
        <SingleSelectOption value="all">{text('list.anyStatus')}</SingleSelectOption>
        {STATUSES.map((status) => (
          <SingleSelectOption key={status} value={status}>
            {text(`list.status.${status}`)}
          </SingleSelectOption>
        ))}
      </SingleSelect>
    </Flex>
  );
};
