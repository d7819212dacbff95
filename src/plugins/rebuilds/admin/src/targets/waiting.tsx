import { Typography } from '@strapi/design-system';
import type { TargetView } from '../../../server/src/contracts';
import { useText } from '../text';
import { When } from '../when';

/** What a target has not got yet and when it will, or that it has all there is. */
export const Waiting = ({ target }: { target: TargetView }) => {
  const text = useText();
  const { waitingChanges, oldestWaitingAt, nextAt, lastDeliveredAt, state } = target;
  // What is late already is about to go out.
  const isSoon = nextAt !== null && Date.parse(nextAt) > Date.now();
  return (
    <Typography variant="pi" textColor="neutral600" tag="p">
      {waitingChanges > 0 && (
        <>
          {text('target.waits', { count: waitingChanges })}
          {oldestWaitingAt && (
            <>
              {' '}
              ({text('target.oldest')} <When iso={oldestWaitingAt} />)
            </>
          )}
          {isSoon && (
            <>
              , {text(state === 'retrying' ? 'target.tries' : 'target.calls')} <When iso={nextAt} />
            </>
          )}
          {'. '}
        </>
      )}
      {lastDeliveredAt ? (
        <>
          {text('target.delivered')} <When iso={lastDeliveredAt} />.
        </>
      ) : (
        text('target.neverDelivered')
      )}
    </Typography>
  );
};
