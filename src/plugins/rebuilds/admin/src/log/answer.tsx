import { Box } from '@strapi/design-system';
import { styled } from 'styled-components';
import { Disclosure } from '../disclosure';
import { useText } from '../text';

const Text = styled(Box)`
  font-family: ui-monospace, Menlo, Consolas, monospace;
  font-size: 1.2rem;
  line-height: 1.5;
  max-height: 24rem;
  overflow: auto;
  overflow-wrap: anywhere;
  white-space: pre-wrap;
`;

/** Text of another server, as it is. */
export const Verbatim = ({ children, label }: { children: string; label: string }) => (
  <Text
    tag="pre"
    tabIndex={0}
    role="region"
    aria-label={label}
    background="neutral100"
    color="neutral800"
    hasRadius
    padding={3}
  >
    {children}
  </Text>
);

/** The first bytes of what a target answered. */
export const Answer = ({ answer }: { answer: string }) => {
  const label = useText()('attempt.answer');
  return (
    <Disclosure label={label}>
      <Verbatim label={label}>{answer}</Verbatim>
    </Disclosure>
  );
};
