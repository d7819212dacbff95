import { Checkbox, Typography } from '@strapi/design-system';
import type { ListAnswer } from '../../../server/src/contracts';
import { useText } from '../text';
import type { useList } from './use-list';

interface WhenLiveProps {
  answer: ListAnswer;
  list: Pick<ReturnType<typeof useList>, 'live' | 'setLive'>;
}

/** When readers get what is decided; at once only for those who may. */
export const WhenLive = ({ answer, list }: WhenLiveProps) => {
  const text = useText();
  if (answer.live && answer.may.publish) {
    return (
      <Checkbox checked={list.live} onCheckedChange={(checked) => list.setLive(checked === true)}>
        {text('live.atOnce')}
      </Checkbox>
    );
  }
  return (
    <Typography variant="pi" textColor="neutral600">
      {text(answer.live ? 'live.nextPublish' : 'live.firstPublish')}
    </Typography>
  );
};
