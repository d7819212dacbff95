import { Dialog, Flex, IconButton } from '@strapi/design-system';
import { ArrowClockwise, ClockCounterClockwise } from '@strapi/icons';
import { ConfirmDialog, useNotification } from '@strapi/strapi/admin';
import type { CallView } from '../../../server/src/contracts';
import { useRebuildsReplayMutation, useRebuildsReplaySinceMutation } from '../api';
import { sentenceOf } from '../problem';
import { useText } from '../text';
import { useTimes } from '../times';

/** Ways to send a call's changes again. */
export const CallActions = ({ call }: { call: CallView }) => {
  const text = useText();
  const { at } = useTimes();
  const { toggleNotification } = useNotification();
  const [replay, one] = useRebuildsReplayMutation();
  const [replaySince, all] = useRebuildsReplaySinceMutation();
  const target = call.targetName ?? '';
  const when = at(call.createdAt);

  const carryOut = async (work: () => Promise<string>): Promise<void> => {
    try {
      toggleNotification({ type: 'success', message: await work() });
    } catch (error) {
      toggleNotification({ type: 'danger', message: sentenceOf(error, text('problem.unknown')) });
    }
  };
  const again = () =>
    carryOut(async () => {
      await replay(call.id).unwrap();
      return text('replay.done', { target });
    });
  const since = () =>
    carryOut(async () => {
      const answer = await replaySince({ targetId: call.targetId, since: call.id }).unwrap();
      return text('replay.doneSince', { target, count: answer.changes });
    });
  const isBusy = one.isLoading || all.isLoading;

  // A call that waits goes out with all that came after it: there is one thing to do, now.
  const isWaiting = call.state === 'waiting';
  const isUnderWay = call.state === 'queued' || call.state === 'sending';
  return (
    <Flex gap={2} flex="none">
      <IconButton
        label={isWaiting ? text('replay.now', { target }) : text('replay.one', { target, when })}
        disabled={isBusy || isUnderWay}
        onClick={isWaiting ? since : again}
      >
        <ArrowClockwise />
      </IconButton>
      {!isWaiting && !isUnderWay && (
        <Dialog.Root>
          <Dialog.Trigger>
            <IconButton label={text('replay.since', { target, when })} disabled={isBusy}>
              <ClockCounterClockwise />
            </IconButton>
          </Dialog.Trigger>
          <ConfirmDialog title={text('replay.sinceTitle')} variant="default" onConfirm={since}>
            {text('replay.sinceSentence', { target, when })}
          </ConfirmDialog>
        </Dialog.Root>
      )}
    </Flex>
  );
};
