import { Badge, Flex } from '@strapi/design-system';
import type { ExplainedEntry } from '../../../server/src/contracts';
import { useText } from '../text';

/** Whose entry it is, and what else to know of it at a glance. */
export const EntryMarks = ({ entry }: { entry: ExplainedEntry }) => {
  const text = useText();
  const isEditors = entry.origin === 'editor';
  return (
    <Flex gap={1} wrap="wrap">
      <Badge size="S" variant={isEditors ? 'primary' : 'neutral'}>
        {text(isEditors ? 'mark.editor' : 'mark.machine')}
      </Badge>
      {entry.hand.pinned && (
        <Badge size="S" variant="primary">
          {text('mark.pinned')}
        </Badge>
      )}
      {!entry.shown && (
        <Badge size="S" variant="warning">
          {text('mark.notLive')}
        </Badge>
      )}
    </Flex>
  );
};
