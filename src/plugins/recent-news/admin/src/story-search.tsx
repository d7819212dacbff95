import { useState } from 'react';
import { Box, Combobox, ComboboxOption, Field, Typography } from '@strapi/design-system';
import { useDebounce } from '@strapi/strapi/admin';
import { useIntl } from 'react-intl';
import { useRecentNewsSearchQuery } from './api';
import { Problem } from './problem';
import { useText } from './text';

/** Pauses between two words are longer than that, ms. */
const TYPING_STOPPED_FOR = 250;

export interface FoundStory {
  documentId: string;
  title: string;
}

interface StorySearchProps {
  label: string;
  placeholder: string;
  hint?: string;
  size?: 'S' | 'M';
  /** Offered before anything is typed. */
  suggestions?: FoundStory[];
  /** Stories that are not offered. */
  without?: readonly string[];
  onChoose: (story: FoundStory) => void;
}

/** A field that finds live stories by the words of their titles, as one types. */
export const StorySearch = ({
  label,
  placeholder,
  hint,
  size = 'M',
  suggestions = [],
  without = [],
  onChoose,
}: StorySearchProps) => {
  const text = useText();
  const { formatDate } = useIntl();
  const [typed, setTyped] = useState('');
  const words = useDebounce(typed.trim(), TYPING_STOPPED_FOR);
  const search = useRecentNewsSearchQuery(words, { skip: words === '' });
  const isWaiting = words !== typed.trim() || search.isFetching;
  const found =
    typed.trim() === ''
      ? suggestions.map((story) => ({ ...story, publishedAt: null }))
      : (search.currentData ?? []);
  const offered = isWaiting ? [] : found.filter(({ documentId }) => !without.includes(documentId));

  return (
    <Field.Root hint={hint} width="100%">
      <Field.Label>{label}</Field.Label>
      <Combobox
        size={size}
        // The server has searched; a filter of the field's own would take away what it found.
        autocomplete="none"
        placeholder={placeholder}
        value=""
        textValue={typed}
        onTextValueChange={(value) => setTyped(value ?? '')}
        onChange={(documentId) => {
          const story = offered.find((each) => each.documentId === documentId);
          setTyped('');
          if (story) onChoose(story);
        }}
        onClear={() => setTyped('')}
        clearLabel={text('search.clear')}
        loading={isWaiting && typed.trim() !== ''}
        loadingMessage={text('search.loading')}
        noOptionsMessage={() => text(typed.trim() === '' ? 'search.type' : 'search.nothing')}
      >
        {offered.map(({ documentId, title, publishedAt }) => (
          <ComboboxOption key={documentId} value={documentId} textValue={title}>
            <Box>
              <Typography>{title}</Typography>
              {publishedAt !== null && (
                <Typography tag="div" variant="pi" textColor="neutral600">
                  {formatDate(publishedAt, { dateStyle: 'medium' })}
                </Typography>
              )}
            </Box>
          </ComboboxOption>
        ))}
      </Combobox>
      <Field.Hint />
      {search.error !== undefined && words !== '' && <Problem error={search.error} />}
    </Field.Root>
  );
};
