import { VisuallyHidden } from '@strapi/design-system';
import { styled } from 'styled-components';
import { useText } from '../text';
import type { WordPart } from './differences';

/** Told apart by lines as well as by color, and by words for those who see neither. */
const Words = styled.span`
  overflow-wrap: anywhere;
  white-space: pre-wrap;

  ins {
    background: ${({ theme }) => theme.colors.success100};
    color: ${({ theme }) => theme.colors.success700};
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }

  del {
    background: ${({ theme }) => theme.colors.danger100};
    color: ${({ theme }) => theme.colors.danger700};
    text-decoration: line-through;
  }
`;

/** A text with what came and what went. */
export const Marked = ({ parts }: { parts: readonly WordPart[] }) => {
  const text = useText();
  return (
    <Words>
      {parts.map(({ text: words, kind }, i) => {
        if (kind === 'same') return <span key={i}>{words}</span>;
        const Tag = kind === 'added' ? 'ins' : 'del';
        return (
          <Tag key={i}>
            <VisuallyHidden>{text(`dialogs.diff.${kind}Words`)} </VisuallyHidden>
            {words}
          </Tag>
        );
      })}
    </Words>
  );
};
