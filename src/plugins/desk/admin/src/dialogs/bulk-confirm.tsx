import { Typography } from '@strapi/design-system';
import { styled } from 'styled-components';
import { useText } from '../text';
import type { BulkAct } from './bulk';
import { Confirm } from './confirm';

/** So many titles are named; the rest is counted. */
const NAMED = 5;

const Titles = styled.ul`
  list-style: disc;
  margin: 0;
  padding-inline-start: 2rem;
`;

interface BulkConfirmProps {
  act: BulkAct;
  /** All of the chosen, in the order of the list. */
  titles: readonly string[];
  onConfirm: () => void;
  onClose: () => void;
}

/** Says how many, and names the first. */
export const BulkConfirm = ({ act, titles, onConfirm, onClose }: BulkConfirmProps) => {
  const text = useText();
  const count = titles.length;
  return (
    <Confirm
      title={text(`dialogs.bulk.ask.${act}`, { count })}
      confirm={text(`dialogs.bulk.confirm.${act}`)}
      isDangerous={act !== 'publish'}
      isDisabled={count === 0}
      onConfirm={onConfirm}
      onClose={onClose}
    >
      <Titles>
        {titles.slice(0, NAMED).map((title, i) => (
          <li key={i}>
            <Typography>{title.trim() || text('dialogs.untitled')}</Typography>
          </li>
        ))}
        {count > NAMED && (
          <li>
            <Typography textColor="neutral600">
              {text('dialogs.bulk.more', { count: count - NAMED })}
            </Typography>
          </li>
        )}
      </Titles>
      <Typography tag="p">{text(`dialogs.bulk.means.${act}`)}</Typography>
    </Confirm>
  );
};
