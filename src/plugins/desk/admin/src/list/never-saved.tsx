import { useEffect, useState } from 'react';
import { Button, Flex, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { Link } from 'react-router-dom';
import { articleAddress } from '../config';
import type { Backup } from '../saving/backup';
import { findNeverSaved, throwAway } from '../saving/left-behind';
import { useText } from '../text';
import { ThrowAway } from '../throw-away';

interface OneProps {
  left: Backup;
  onThrowAway: () => void;
}

const One = ({ left, onThrowAway }: OneProps) => {
  const text = useText();
  const { formatDate } = useIntl();
  return (
    <Flex gap={3} wrap="wrap">
      <Typography>
        {text('list.neverSaved.one', {
          title: left.text.title.trim() || text('list.untitled'),
          at: formatDate(left.at, { dateStyle: 'medium', timeStyle: 'short' }),
        })}
      </Typography>
      <Button tag={Link} size="S" variant="secondary" to={articleAddress(left.documentId)}>
        {text('list.neverSaved.open')}
      </Button>
      <ThrowAway onSure={onThrowAway} />
    </Flex>
  );
};

/** Articles that never reached the server stand in no list: their only copies are in this browser. */
export const NeverSaved = () => {
  const text = useText();
  const [found, setFound] = useState<readonly Backup[]>([]);
  useEffect(() => {
    let isHere = true;
    void findNeverSaved().then((all) => isHere && setFound(all));
    return () => {
      isHere = false;
    };
  }, []);
  if (found.length === 0) return null;
  return (
    <Flex
      tag="section"
      direction="column"
      alignItems="stretch"
      gap={3}
      background="primary100"
      borderColor="primary200"
      hasRadius
      padding={4}
      aria-label={text('list.neverSaved.title')}
    >
      {found.map((each) => (
        <One
          key={each.documentId}
          left={each}
          onThrowAway={() => {
            setFound((all) => all.filter((other) => other !== each));
            void throwAway(each.documentId);
          }}
        />
      ))}
    </Flex>
  );
};
