import { Box, Flex, Typography } from '@strapi/design-system';
import { WarningCircle } from '@strapi/icons';
import type { TargetView } from '../../../server/src/contracts';
import { useText } from '../text';

/** Targets that readers' pages may lag behind of: the page says so before all else. */
export const Banner = ({ targets }: { targets: TargetView[] }) => {
  const text = useText();
  const failing = targets.filter(({ state }) => state === 'failing' || state === 'gone');
  const troubled = targets.filter(
    ({ state, failingSince }) =>
      state === 'retrying' || (state === 'calling' && failingSince !== null),
  );
  const isGrave = failing.length > 0;
  const named = (list: TargetView[]): string => list.map(({ name }) => name).join(', ');
  const sentences = [
    failing.length > 0 && text('banner.failing', { count: failing.length, names: named(failing) }),
    troubled.length > 0 &&
      text('banner.retrying', { count: troubled.length, names: named(troubled) }),
  ].filter((sentence) => sentence !== false);
  // It stands there also when it is empty: only what comes into it is read out.
  return (
    <Box role="alert" paddingBottom={sentences.length > 0 ? 6 : 0}>
      {sentences.length > 0 && (
        <Flex
          gap={3}
          alignItems="flex-start"
          background={isGrave ? 'danger100' : 'warning100'}
          borderColor={isGrave ? 'danger200' : 'warning200'}
          hasRadius
          padding={4}
        >
          <Box flex="none" paddingTop="2px" aria-hidden>
            <WarningCircle fill={isGrave ? 'danger600' : 'warning600'} />
          </Box>
          <Flex direction="column" alignItems="flex-start" gap={1}>
            {sentences.map((sentence) => (
              <Typography key={sentence} textColor={isGrave ? 'danger700' : 'warning700'}>
                {sentence}
              </Typography>
            ))}
          </Flex>
        </Flex>
      )}
    </Box>
  );
};
