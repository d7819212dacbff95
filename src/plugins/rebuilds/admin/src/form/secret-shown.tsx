import { useState } from 'react';
import { Box, Button, Flex, Typography } from '@strapi/design-system';
import { Check, Duplicate } from '@strapi/icons';
import { useClipboard } from '@strapi/strapi/admin';
import { styled } from 'styled-components';
import { useText } from '../text';
import { useTimes } from '../times';

const Secret = styled.code`
  color: ${({ theme }) => theme.colors.neutral800};
  font-family: ui-monospace, Menlo, Consolas, monospace;
  font-size: 1.3rem;
  overflow-wrap: anywhere;
`;

interface SecretShownProps {
  secret: string;
  /** When the one before stops signing. */
  endsAt: string | null;
}

/**
 * How the dialog of a form shows the secret that came of it; it ends only when somebody says so. The
 * dialog stays the same one: another would give the focus back to a button that is gone.
 */
export const useSecretDialog = (onClose: () => void) => {
  const text = useText();
  return {
    title: text('secret.title'),
    submit: text('secret.done'),
    canCancel: false,
    onSubmit: onClose,
    onClose,
  };
};

/** A secret, this once. */
export const SecretShown = ({ secret, endsAt }: SecretShownProps) => {
  const text = useText();
  const { at } = useTimes();
  const { copy } = useClipboard();
  const [isCopied, setIsCopied] = useState(false);
  return (
    <>
      <Typography tag="p">{text('secret.once')}</Typography>
      <Box background="neutral100" borderColor="neutral200" hasRadius padding={4}>
        <Flex gap={4} justifyContent="space-between">
          <Secret>{secret}</Secret>
          <Box flex="none">
            <Button
              variant="secondary"
              startIcon={isCopied ? <Check /> : <Duplicate />}
              onClick={() => void copy(secret).then(setIsCopied)}
            >
              {text(isCopied ? 'secret.copied' : 'secret.copy')}
            </Button>
          </Box>
        </Flex>
      </Box>
      {endsAt && (
        <Typography tag="p" textColor="neutral600">
          {text('secret.before', { when: at(endsAt) })}
        </Typography>
      )}
    </>
  );
};
