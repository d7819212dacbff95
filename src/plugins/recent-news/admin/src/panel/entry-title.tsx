import { Link } from 'react-router-dom';
import { ExternalLink } from '@strapi/icons';
import { css, styled } from 'styled-components';
import type { ExplainedEntry } from '../../../server/src/contracts';
import { editAddress } from '../config';
import { useText } from '../text';

const headline = css`
  border-radius: ${({ theme }) => theme.borderRadius};
  color: ${({ theme }) => theme.colors.neutral800};
  font-size: ${({ theme }) => theme.fontSizes[2]};
  font-weight: ${({ theme }) => theme.fontWeights.semiBold};
  line-height: 1.35;
  overflow-wrap: anywhere;
  text-decoration: none;

  svg {
    height: 1.2rem;
    margin-inline-start: ${({ theme }) => theme.spaces[1]};
    width: 1.2rem;
  }
`;

const way = css`
  ${headline}

  &:hover {
    color: ${({ theme }) => theme.colors.primary700};
    text-decoration: underline;
  }

  &:focus-visible {
    outline: 2px solid ${({ theme }) => theme.colors.primary600};
    outline-offset: 2px;
  }
`;

const Words = styled.span`
  ${headline}
`;
const Story = styled(Link)`
  ${way}
`;
const Outside = styled.a`
  ${way}
`;

interface EntryTitleProps {
  entry: ExplainedEntry;
  name: string;
}

/** The headline; leads to the story it recommends. */
export const EntryTitle = ({ entry, name }: EntryTitleProps) => {
  const text = useText();
  if (entry.target !== null) return <Story to={editAddress(entry.target)}>{name}</Story>;
  if (entry.url !== null) {
    return (
      <Outside href={entry.url} target="_blank" rel="noreferrer">
        {name}
        <ExternalLink aria-label={text('entry.newTab')} />
      </Outside>
    );
  }
  return <Words>{name}</Words>;
};
