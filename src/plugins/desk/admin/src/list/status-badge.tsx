import { Status, Typography } from '@strapi/design-system';
import type { DeskStatus } from '../../../server/src/contracts';
import { useText } from '../text';

const LOOKS: Record<DeskStatus, 'secondary' | 'success' | 'alternative'> = {
  draft: 'secondary',
  live: 'success',
  modified: 'alternative',
};

/** In words as well as in colour. */
export const StatusBadge = ({ status }: { status: DeskStatus }) => {
  const text = useText();
  return (
    <Status variant={LOOKS[status]} size="S" width="max-content">
      <Typography tag="span" variant="omega" fontWeight="bold">
        {text(`list.status.${status}`)}
      </Typography>
    </Status>
  );
};
