import { Box, Flex, VisuallyHidden } from '@strapi/design-system';
import { styled } from 'styled-components';

const Bar = styled(Box)`
  @media (prefers-reduced-motion: no-preference) {
    animation: rebuilds-wait 1.4s ease-in-out infinite;
  }

  @keyframes rebuilds-wait {
    50% {
      opacity: 0.45;
    }
  }
`;

interface SkeletonProps {
  /** Said to those who cannot see it. */
  label: string;
  rows?: number;
}

/** Stands where rows will. */
export const Skeleton = ({ label, rows = 3 }: SkeletonProps) => (
  <Flex direction="column" alignItems="stretch" gap={5} paddingTop={2} paddingBottom={2}>
    <VisuallyHidden>{label}</VisuallyHidden>
    {Array.from({ length: rows }, (_, row) => (
      <Flex key={row} direction="column" alignItems="stretch" gap={2} aria-hidden>
        <Bar background="neutral150" height="1.4rem" width="40%" hasRadius />
        <Bar background="neutral150" height="1rem" width="70%" hasRadius />
      </Flex>
    ))}
  </Flex>
);
