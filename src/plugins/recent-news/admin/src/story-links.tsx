import { useState } from 'react';
import { Flex, Link, TextButton, Typography } from '@strapi/design-system';
import { NavLink } from 'react-router-dom';
import type { StoryHead } from '../../server/src/contracts';
import { editAddress } from './config';
import { useText } from './text';

/** Shown before one asks for all: what fits a side panel. */
const FIRST = 8;

export const StoryLink = ({ story }: { story: StoryHead }) => {
  const text = useText();
  return (
    <Link tag={NavLink} to={editAddress(story.documentId)}>
      <Typography variant="pi">{story.title || text('entry.untitled')}</Typography>
    </Link>
  );
};

interface StoryLinksProps {
  label: string;
  stories: StoryHead[];
}

/** Stories by name, each a way to its form. */
export const StoryLinks = ({ label, stories }: StoryLinksProps) => {
  const text = useText();
  const [isAll, setIsAll] = useState(false);
  const shown = isAll ? stories : stories.slice(0, FIRST);
  return (
    <Flex direction="column" alignItems="stretch" gap={1}>
      <Typography variant="pi" fontWeight="semiBold" textColor="neutral700">
        {label}
      </Typography>
      {shown.length > 0 && (
        <Flex tag="ul" direction="column" alignItems="stretch" gap={1} aria-label={label}>
          {shown.map((story) => (
            <li key={story.documentId}>
              <StoryLink story={story} />
            </li>
          ))}
        </Flex>
      )}
      {shown.length < stories.length && (
        <TextButton onClick={() => setIsAll(true)}>
          {text('stories.all', { count: stories.length })}
        </TextButton>
      )}
    </Flex>
  );
};
