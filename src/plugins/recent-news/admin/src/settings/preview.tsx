import { useState } from 'react';
import { Typography } from '@strapi/design-system';
import { useDebounce, useForm } from '@strapi/strapi/admin';
import type { SettingsJson } from '../../../server/src/contracts';
import { useRecentNewsPreviewQuery } from '../api';
import { Problem } from '../problem';
import { StorySearch, type FoundStory } from '../story-search';
import { useText } from '../text';
import { Card } from './card';
import { isFit } from './parameters';
import { PreviewList } from './preview-list';

/** Nobody wants a list for each digit of a number, ms. */
const TYPING_STOPPED_FOR = 400;

/** What the machine would choose for a story under the settings as they stand in the form. */
export const Preview = () => {
  const text = useText();
  const [story, setStory] = useState<FoundStory | null>(null);
  const values = useForm('Preview', (form) => form.values) as SettingsJson;
  const settings = useDebounce(values, TYPING_STOPPED_FOR);
  const fits = isFit(settings);
  const preview = useRecentNewsPreviewQuery(
    { article: story?.documentId ?? '', settings },
    { skip: story === null || !fits },
  );
  const isOld = preview.isFetching || values !== settings;
  return (
    <Card title={text('preview.title')} subtitle={text('preview.does')}>
      <StorySearch
        label={text('preview.story')}
        placeholder={text('add.placeholder')}
        onChoose={setStory}
      />
      {story === null && <Typography textColor="neutral600">{text('preview.none')}</Typography>}
      {story !== null && !fits && (
        <Typography textColor="neutral600">{text('preview.unfit')}</Typography>
      )}
      {story !== null && fits && preview.error !== undefined && <Problem error={preview.error} />}
      {story !== null && fits && preview.data && preview.error === undefined && (
        <PreviewList answer={preview.data} isOld={isOld} />
      )}
    </Card>
  );
};
