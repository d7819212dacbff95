import { Flex } from '@strapi/design-system';
import { styled } from 'styled-components';
import type { ListSide } from '../../../server/src/contracts';
import { useText } from '../text';

const Side = styled.button`
  background: ${({ theme }) => theme.colors.neutral0};
  border: 1px solid ${({ theme }) => theme.colors.neutral200};
  color: ${({ theme }) => theme.colors.neutral600};
  cursor: pointer;
  flex: 1;
  font-size: ${({ theme }) => theme.fontSizes[1]};
  padding: 0.5rem ${({ theme }) => theme.spaces[2]};

  &:first-child {
    border-start-start-radius: ${({ theme }) => theme.borderRadius};
    border-end-start-radius: ${({ theme }) => theme.borderRadius};
  }

  &:last-child {
    border-start-end-radius: ${({ theme }) => theme.borderRadius};
    border-end-end-radius: ${({ theme }) => theme.borderRadius};
    margin-inline-start: -1px;
  }

  &[aria-pressed='true'] {
    background: ${({ theme }) => theme.colors.primary100};
    border-color: ${({ theme }) => theme.colors.primary200};
    color: ${({ theme }) => theme.colors.primary700};
    font-weight: 600;
    position: relative;
  }

  &:focus-visible {
    outline: 2px solid ${({ theme }) => theme.colors.primary600};
    outline-offset: 1px;
    position: relative;
  }
`;

interface SideSwitchProps {
  side: ListSide;
  onChange: (side: ListSide) => void;
}

/** What the next publish gives, or what readers have now. */
export const SideSwitch = ({ side, onChange }: SideSwitchProps) => {
  const text = useText();
  return (
    <Flex role="group" aria-label={text('side.label')}>
      {(['draft', 'live'] as const).map((each) => (
        <Side key={each} type="button" aria-pressed={side === each} onClick={() => onChange(each)}>
          {text(`side.${each}`)}
        </Side>
      ))}
    </Flex>
  );
};
