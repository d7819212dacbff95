import { useState } from 'react';
import { Flex, TextButton } from '@strapi/design-system';
import { Plus } from '@strapi/icons';
import type { ExplainedEntry, ListAnswer } from '../../../server/src/contracts';
import { StorySearch } from '../story-search';
import { useText } from '../text';
import { AddLink } from './add-link';
import type { Decide } from './use-list';

interface AddStoryProps {
  documentId: string;
  entries: ExplainedEntry[];
  next: ListAnswer['next'];
  decide: Decide;
}

/** More than the machine found: a story of one's own choice, or a page elsewhere. */
export const AddStory = ({ documentId, entries, next, decide }: AddStoryProps) => {
  const text = useText();
  const [isLinking, setIsLinking] = useState(false);
  const there = entries.flatMap(({ target }) => target ?? []);
  return (
    <Flex direction="column" alignItems="flex-start" gap={2}>
      <StorySearch
        size="S"
        label={text('add.label')}
        placeholder={text('add.placeholder')}
        suggestions={next.map(({ target, headline }) => ({ documentId: target, title: headline }))}
        without={[documentId, ...there]}
        onChoose={({ documentId: target, title }) =>
          void decide([{ kind: 'add', target }], {
            said: text('said.added', { headline: title }),
            focus: [target],
          })
        }
      />
      <TextButton startIcon={<Plus />} onClick={() => setIsLinking(true)}>
        {text('link.open')}
      </TextButton>
      {isLinking && <AddLink decide={decide} onClose={() => setIsLinking(false)} />}
    </Flex>
  );
};
