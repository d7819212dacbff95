import { Flex, TextButton, Typography } from '@strapi/design-system';
import type { ListAnswer } from '../../../server/src/contracts';
import { Disclosure } from '../disclosure';
import { useText } from '../text';
import type { Decide } from './use-list';

interface HiddenStoriesProps {
  hidden: ListAnswer['hidden'];
  decide: Decide;
}

/** What shall never stand in this list, and the way back. */
export const HiddenStories = ({ hidden, decide }: HiddenStoriesProps) => {
  const text = useText();
  if (hidden.length === 0) return null;
  return (
    <Disclosure label={text('hidden.label', { count: hidden.length })}>
      <Flex tag="ul" direction="column" alignItems="stretch" gap={2}>
        {hidden.map(({ target, headline: known }) => {
          const headline = known ?? text('hidden.gone');
          return (
            <Flex tag="li" key={target} justifyContent="space-between" gap={2}>
              <Typography variant="pi" textColor="neutral700">
                {headline}
              </Typography>
              <TextButton
                aria-label={text('hidden.showAgain', { headline })}
                onClick={() =>
                  void decide([{ kind: 'unhide', target }], {
                    said: text('said.unhidden', { headline }),
                    focus: [target],
                  })
                }
              >
                {text('hidden.show')}
              </TextButton>
            </Flex>
          );
        })}
      </Flex>
    </Disclosure>
  );
};
