import { Checkbox, Flex, Typography } from '@strapi/design-system';
import { useRecentNewsNeverMutation, useRecentNewsStoryQuery } from '../api';
import { Disclosure } from '../disclosure';
import { Problem } from '../problem';
import { StoryLinks } from '../story-links';
import { useText } from '../text';

interface ThisStoryProps {
  documentId: string;
  /** Who said that it is never to be recommended. */
  never: string | null;
  mayDecide: boolean;
}

/** The story itself in the lists of others. */
export const ThisStory = ({ documentId, never, mayDecide }: ThisStoryProps) => {
  const text = useText();
  return (
    <Disclosure label={text(never === null ? 'story.label' : 'story.labelNever')}>
      {() => <Elsewhere documentId={documentId} never={never} mayDecide={mayDecide} />}
    </Disclosure>
  );
};

const Elsewhere = ({ documentId, never, mayDecide }: ThisStoryProps) => {
  const text = useText();
  const story = useRecentNewsStoryQuery(documentId, { refetchOnMountOrArgChange: true });
  const [decide, deciding] = useRecentNewsNeverMutation();
  // The answer to the decision is newer than what was read before it.
  const known = deciding.data ?? story.data;
  const by = known ? (known.never?.by ?? null) : never;
  const isNever = deciding.isLoading ? !!deciding.originalArgs?.never : by !== null;
  const change = (checked: boolean): void => {
    if (!deciding.isLoading) void decide({ documentId, never: checked });
  };
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      {mayDecide && (
        <Checkbox checked={isNever} onCheckedChange={(checked) => change(checked === true)}>
          {text('story.never')}
        </Checkbox>
      )}
      {by !== null && (
        <Typography variant="pi" textColor="neutral600">
          {text('story.neverBy', { name: by })}
        </Typography>
      )}
      {deciding.error !== undefined && <Problem error={deciding.error} />}
      {story.error !== undefined && <Problem error={story.error} />}
      {story.data && (
        <>
          <StoryLinks
            label={text('story.shownOn', { count: story.data.shownOn.length })}
            stories={story.data.shownOn}
          />
          {story.data.duplicates.length > 0 && (
            <StoryLinks label={text('story.duplicates')} stories={story.data.duplicates} />
          )}
        </>
      )}
    </Flex>
  );
};
