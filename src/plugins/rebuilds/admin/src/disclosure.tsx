import { useId, useState, type ReactNode } from 'react';
import { Box, Flex, Typography } from '@strapi/design-system';
import { ChevronDown, ChevronRight } from '@strapi/icons';
import { styled } from 'styled-components';

const Summary = styled.button`
  align-items: center;
  background: none;
  border: none;
  border-radius: ${({ theme }) => theme.borderRadius};
  color: ${({ theme }) => theme.colors.neutral600};
  cursor: pointer;
  display: inline-flex;
  gap: ${({ theme }) => theme.spaces[1]};
  padding: ${({ theme }) => theme.spaces[1]} 0;
  text-align: start;

  &:hover {
    color: ${({ theme }) => theme.colors.neutral800};
  }

  &:focus-visible {
    outline: 2px solid ${({ theme }) => theme.colors.primary600};
    outline-offset: 2px;
  }

  svg {
    fill: currentColor;
    flex: none;
    height: 1.2rem;
    width: 1.2rem;
  }
`;

interface DisclosureProps {
  label: string;
  /** Named so for those who do not see what stands around it. */
  name?: string;
  /** Stands in the line of the label. */
  aside?: ReactNode;
  /** Rendered only while it is open. */
  children: ReactNode | (() => ReactNode);
}

/** A label that shows and hides what belongs to it. */
export const Disclosure = ({ label, name, aside, children }: DisclosureProps) => {
  const [isOpen, setIsOpen] = useState(false);
  const id = useId();
  const Caret = isOpen ? ChevronDown : ChevronRight;
  return (
    <Box width="100%">
      <Flex justifyContent="space-between" gap={1} wrap="wrap">
        <Summary
          type="button"
          aria-expanded={isOpen}
          aria-controls={isOpen ? id : undefined}
          aria-label={name}
          onClick={() => setIsOpen(!isOpen)}
        >
          <Caret aria-hidden />
          <Typography variant="pi" textColor="inherit">
            {label}
          </Typography>
        </Summary>
        {aside}
      </Flex>
      {isOpen && (
        <Box id={id} paddingTop={1}>
          {typeof children === 'function' ? children() : children}
        </Box>
      )}
    </Box>
  );
};
