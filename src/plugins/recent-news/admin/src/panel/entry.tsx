import { Box, Flex, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';
import type { ExplainedEntry } from '../../../server/src/contracts';
import { useText } from '../text';
import { EntryActions } from './entry-actions';
import { keyOf } from './entry-key';
import { EntryTitle } from './entry-title';
import { focusName } from './focus';
import type { JustHidden } from './hidden-notice';
import { useEntry } from './use-entry';
import type { Decide } from './use-list';
import { Why } from './why';

const Item = styled(Box)`
  & + & {
    border-top: 1px solid ${({ theme }) => theme.colors.neutral150};
  }

  &:focus-visible {
    border-radius: ${({ theme }) => theme.borderRadius};
    outline: 2px solid ${({ theme }) => theme.colors.primary600};
    outline-offset: 2px;
  }
`;

export interface EntryProps {
  entry: ExplainedEntry;
  /** Counts from 1. */
  place: number;
  of: number;
  /** The entry that the focus goes to when this one leaves. */
  neighbour: ExplainedEntry | undefined;
  decide: Decide | null;
  onHidden: (story: JustHidden) => void;
}

export const Entry = (props: EntryProps) => {
  const { entry, place, of, decide } = props;
  const text = useText();
  const acts = useEntry(props);
  return (
    <Item
      tag="li"
      tabIndex={-1}
      paddingTop={3}
      paddingBottom={3}
      {...focusName(keyOf(entry))}
      aria-label={text('entry.label', { place, of, headline: acts.name })}
      onKeyDown={acts.onKeyDown}
    >
      <Flex direction="column" alignItems="stretch" gap={1}>
        <EntryTitle entry={entry} name={acts.name} />
        {entry.teaser ? (
          <Typography variant="pi" textColor="neutral700">
            {entry.teaser}
          </Typography>
        ) : (
          <Typography variant="pi" textColor="neutral600">
            {text('entry.noTeaser')}
          </Typography>
        )}
        <Why entry={entry} name={acts.name} />
        {decide && <EntryActions entry={entry} place={place} of={of} acts={acts} />}
      </Flex>
    </Item>
  );
};
