import { Flex, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import type { StatusAnswer } from '../../../server/src/contracts';
import { useText } from '../text';

interface SpaceProps {
  space: StatusAnswer['space'];
  isAsked: boolean;
}

/** The last fit of what relatedness is measured in. */
export const Space = ({ space, isAsked }: SpaceProps) => {
  const text = useText();
  const { formatDate, formatNumber } = useIntl();
  return (
    <Flex direction="column" alignItems="flex-start" gap={1}>
      <Typography tag="h3" fontWeight="semiBold">
        {text('space.title')}
      </Typography>
      <Typography textColor="neutral600">
        {space
          ? text('space.last', {
              when: formatDate(space.fittedAt, { dateStyle: 'medium', timeStyle: 'short' }),
              stories: formatNumber(space.stories),
              dimensions: space.dimensions,
              seconds: formatNumber(space.seconds, { maximumFractionDigits: 1 }),
            })
          : text('space.none')}
      </Typography>
      <Typography variant="pi" textColor="neutral600" role="status">
        {isAsked ? text('space.waits') : ''}
      </Typography>
    </Flex>
  );
};
