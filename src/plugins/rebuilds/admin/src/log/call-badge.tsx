import { Badge } from '@strapi/design-system';
import type { CallView } from '../../../server/src/contracts';
import { useText } from '../text';

const VARIANTS = {
  queued: 'secondary',
  sending: 'primary',
  waiting: 'warning',
  delivered: 'success',
  failed: 'danger',
  superseded: 'neutral',
} as const;

/** How a call stands; a delivered one whose pages are live says so. */
export const CallBadge = ({ call }: { call: CallView }) => {
  const text = useText();
  return (
    <Badge variant={VARIANTS[call.state]} size="S">
      {text(call.liveAt !== null ? 'call.live' : `call.state.${call.state}`)}
    </Badge>
  );
};
