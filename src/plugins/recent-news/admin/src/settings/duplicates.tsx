import { Box, Button, Flex, Typography, VisuallyHidden } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import type { StoryHead } from '../../../server/src/contracts';
import { useLazyRecentNewsDuplicatesQuery } from '../api';
import { Problem } from '../problem';
import { StoryLink } from '../story-links';
import { useText } from '../text';
import { Card } from './card';

const Telling = ({ story }: { story: StoryHead }) => {
  const { formatDate } = useIntl();
  return (
    <Flex gap={3} justifyContent="space-between">
      <StoryLink story={story} />
      <Typography variant="pi" textColor="neutral600">
        {story.publishedAt !== null && formatDate(story.publishedAt, { dateStyle: 'medium' })}
      </Typography>
    </Flex>
  );
};

/** Stories that are told twice, on request: the archive is compared with itself. */
export const Duplicates = () => {
  const text = useText();
  const [find, { data, error, isFetching }] = useLazyRecentNewsDuplicatesQuery();
  return (
    <Card
      title={text('duplicates.title')}
      subtitle={text('duplicates.does')}
      action={
        <Button variant="secondary" loading={isFetching} onClick={() => void find()}>
          {text('duplicates.find')}
        </Button>
      }
    >
      <VisuallyHidden role="status">
        {data && !isFetching ? text('duplicates.found', { count: data.length }) : ''}
      </VisuallyHidden>
      {error !== undefined && <Problem error={error} />}
      {data && error === undefined && (
        <Flex direction="column" alignItems="stretch" gap={3}>
          <Typography textColor="neutral600">
            {text('duplicates.found', { count: data.length })}
          </Typography>
          <Flex tag="ul" direction="column" alignItems="stretch" gap={2}>
            {data.map(({ a, b }) => (
              <Box
                key={`${a.documentId} ${b.documentId}`}
                tag="li"
                padding={3}
                background="neutral100"
                hasRadius
              >
                <Telling story={a} />
                <Telling story={b} />
              </Box>
            ))}
          </Flex>
        </Flex>
      )}
    </Card>
  );
};
