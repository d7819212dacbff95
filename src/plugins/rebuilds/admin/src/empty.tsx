import type { ReactNode } from 'react';
import { Flex, Typography } from '@strapi/design-system';

interface EmptyProps {
  children: string;
  /** What to do about it. */
  action?: ReactNode;
}

/** Stands where there is nothing yet. */
export const Empty = ({ children, action }: EmptyProps) => (
  <Flex direction="column" gap={4} padding={6} background="neutral100" hasRadius>
    <Typography textColor="neutral600" textAlign="center">
      {children}
    </Typography>
    {action}
  </Flex>
);
