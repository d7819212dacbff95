import { Link, Typography } from '@strapi/design-system';
import { NavLink } from 'react-router-dom';
import type { ExplainedEntry } from '../../../server/src/contracts';
import { editAddress } from '../config';
import { useText } from '../text';

interface EntryTitleProps {
  entry: ExplainedEntry;
  name: string;
}

/** The headline; leads to the story it recommends. */
export const EntryTitle = ({ entry, name }: EntryTitleProps) => {
  const text = useText();
  if (entry.target !== null) {
    return (
      <Link
        tag={NavLink}
        to={editAddress(entry.target)}
        aria-label={text('entry.open', { headline: name })}
      >
        <Typography fontWeight="semiBold">{name}</Typography>
      </Link>
    );
  }
  if (entry.url !== null) {
    return (
      <Link href={entry.url} isExternal>
        <Typography fontWeight="semiBold">{name}</Typography>
      </Link>
    );
  }
  return <Typography fontWeight="semiBold">{name}</Typography>;
};
