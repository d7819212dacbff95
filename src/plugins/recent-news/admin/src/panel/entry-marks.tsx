import { Badge, Flex } from '@strapi/design-system';
import type { ExplainedEntry } from '../../../server/src/contracts';
import { useText } from '../text';

// The badge's own variants are too faint in the dark theme to be read (2.3:1).
const EDITORS = { backgroundColor: 'primary100', textColor: 'primary700' } as const;
const MACHINES = { backgroundColor: 'neutral150', textColor: 'neutral700' } as const;
const CARE = { backgroundColor: 'warning100', textColor: 'warning700' } as const;

/** Whose entry it is, and what else to know of it at a glance. */
export const EntryMarks = ({ entry }: { entry: ExplainedEntry }) => {
  const text = useText();
  const isEditors = entry.origin === 'editor';
  return (
    <Flex gap={1} wrap="wrap">
      <Badge size="S" {...(isEditors ? EDITORS : MACHINES)}>
        {text(isEditors ? 'mark.editor' : 'mark.machine')}
      </Badge>
      {entry.hand.pinned && (
        <Badge size="S" {...EDITORS}>
          {text('mark.pinned')}
        </Badge>
      )}
      {!entry.shown && (
        <Badge size="S" {...CARE}>
          {text('mark.notLive')}
        </Badge>
      )}
    </Flex>
  );
};
