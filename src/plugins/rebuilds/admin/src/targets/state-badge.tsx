import { Badge } from '@strapi/design-system';
import type { TargetState } from '../../../server/src/contracts';
import { useText } from '../text';

const VARIANTS = {
  idle: 'success',
  waiting: 'secondary',
  calling: 'primary',
  retrying: 'warning',
  off: 'neutral',
  gone: 'danger',
  failing: 'danger',
} as const;

export const StateBadge = ({ state }: { state: TargetState }) => (
  <Badge variant={VARIANTS[state]} size="S">
    {useText()(`target.state.${state}`)}
  </Badge>
);
