import { useId, useRef, useState } from 'react';
import { Box, Button, Flex, Typography, VisuallyHidden } from '@strapi/design-system';
import type { DeskArticle } from '../../../server/src/contracts';
import { useDeskAddressesQuery, useDeskCloseAddressMutation } from '../api';
import { CloseAddressDialog } from '../dialogs/close-address';
import { useText } from '../text';

/** Where readers of a published story may still come from; whoever may publish can close an address. */
export const EarlierAddresses = ({ article }: { article: DeskArticle }) => {
  const text = useText();
  const id = useId();
  const root = useRef<HTMLDivElement>(null);
  const [asked, setAsked] = useState<string | null>(null);
  const [said, setSaid] = useState('');
  const [close, closing] = useDeskCloseAddressMutation();
  const { documentId, slug, status, may } = article;
  const { data, error, refetch } = useDeskAddressesQuery(
    { documentId, liveSlug: slug },
    { skip: status === 'draft' },
  );
  if (status === 'draft') return null;

  const confirm = async (earlier: string): Promise<void> => {
    try {
      await close({ documentId, slug: earlier }).unwrap();
      setAsked(null);
      setSaid(text('write.addresses.removed', { path: `/${earlier}` }));
      // The dialog looks for its button first, which is gone with the line.
      setTimeout(() => root.current?.focus(), 60);
    } catch {
      // The dialog says what went wrong, and stays.
    }
  };

  return (
    <Box ref={root} tabIndex={-1} data-testid="earlier-addresses">
      {!data && error !== undefined && (
        <Flex role="alert" gap={2} justifyContent="space-between">
          <Typography variant="pi" textColor="danger700">
            {text('write.addresses.failed')}
          </Typography>
          <Button size="S" variant="tertiary" onClick={() => void refetch()}>
            {text('write.choice.again')}
          </Button>
        </Flex>
      )}
      {data && data.length > 0 && (
        <>
          <Typography id={id} variant="pi" textColor="neutral600" tag="p">
            {text('write.addresses.title')}
          </Typography>
          <Flex tag="ul" aria-labelledby={id} direction="column" alignItems="stretch" gap={1}>
            {data.map((address) => {
              const path = `/${address.slug}`;
              return (
                <Flex key={path} tag="li" gap={2} justifyContent="space-between">
                  <Typography variant="pi" style={{ overflowWrap: 'anywhere' }}>
                    {path}
                  </Typography>
                  {may.publish && (
                    <Button
                      size="S"
                      variant="tertiary"
                      aria-label={text('write.addresses.removeOne', { path })}
                      onClick={() => {
                        closing.reset();
                        setAsked(address.slug);
                      }}
                    >
                      {text('write.addresses.remove')}
                    </Button>
                  )}
                </Flex>
              );
            })}
          </Flex>
        </>
      )}
      <VisuallyHidden aria-live="polite">{said}</VisuallyHidden>
      {asked !== null && (
        <CloseAddressDialog
          path={`/${asked}`}
          isBusy={closing.isLoading}
          error={closing.error}
          onConfirm={() => void confirm(asked)}
          onClose={() => setAsked(null)}
        />
      )}
    </Box>
  );
};
