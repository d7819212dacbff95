import { useId, type ReactNode } from 'react';
import { Box, Flex, Typography } from '@strapi/design-system';

interface CardProps {
  title: string;
  subtitle?: string;
  /** Stands beside the title. */
  action?: ReactNode;
  children: ReactNode;
}

export const Card = ({ title, subtitle, action, children }: CardProps) => {
  const id = useId();
  return (
    <Box
      tag="section"
      aria-labelledby={id}
      background="neutral0"
      padding={6}
      shadow="filterShadow"
      hasRadius
    >
      <Flex direction="column" alignItems="stretch" gap={5}>
        <Flex justifyContent="space-between" alignItems="flex-start" gap={4} wrap="wrap">
          <Flex direction="column" alignItems="flex-start" gap={1}>
            <Typography tag="h2" variant="delta" id={id}>
              {title}
            </Typography>
            {subtitle && <Typography textColor="neutral600">{subtitle}</Typography>}
          </Flex>
          {action}
        </Flex>
        {children}
      </Flex>
    </Box>
  );
};
