import { Box, Flex, VisuallyHidden } from '@strapi/design-system';
import { styled } from 'styled-components';
import { useText } from '../text';

const Bar = styled(Box)`
  @media (prefers-reduced-motion: no-preference) {
    animation: recent-news-wait 1.4s ease-in-out infinite;
  }

  @keyframes recent-news-wait {
    50% {
      opacity: 0.45;
    }
  }
`;

/** Stands where three entries will. */
export const Skeleton = () => {
  const text = useText();
  return (
    <Flex direction="column" alignItems="stretch" gap={5} paddingTop={1} paddingBottom={1}>
      <VisuallyHidden>{text('panel.loading')}</VisuallyHidden>
      {[0, 1, 2].map((row) => (
        <Flex key={row} direction="column" alignItems="stretch" gap={2} aria-hidden>
          <Bar background="neutral150" height="1.4rem" width="80%" hasRadius />
          <Bar background="neutral150" height="1rem" width="100%" hasRadius />
          <Bar background="neutral150" height="1rem" width="60%" hasRadius />
        </Flex>
      ))}
    </Flex>
  );
};
