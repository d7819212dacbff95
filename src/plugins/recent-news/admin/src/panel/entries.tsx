import { Flex, Typography } from '@strapi/design-system';
import type { ExplainedEntry } from '../../../server/src/contracts';
import { useText } from '../text';
import { Entry } from './entry';
import { keyOf } from './entry-key';
import type { JustHidden } from './hidden-notice';
import type { Decide } from './use-list';

interface EntriesProps {
  entries: ExplainedEntry[];
  isBusy: boolean;
  /** Null where nothing may be decided. */
  decide: Decide | null;
  onHidden: (story: JustHidden) => void;
}

export const Entries = ({ entries, isBusy, decide, onHidden }: EntriesProps) => {
  const text = useText();
  if (entries.length === 0) {
    return (
      <Typography variant="pi" textColor="neutral600">
        {text('list.empty')}
      </Typography>
    );
  }
  return (
    <Flex
      tag="ol"
      direction="column"
      alignItems="stretch"
      aria-label={text('list.label')}
      aria-busy={isBusy}
    >
      {entries.map((entry, index) => (
        <Entry
          key={keyOf(entry)}
          entry={entry}
          place={index + 1}
          of={entries.length}
          neighbour={entries[index + 1] ?? entries[index - 1]}
          decide={decide}
          onHidden={onHidden}
        />
      ))}
    </Flex>
  );
};
