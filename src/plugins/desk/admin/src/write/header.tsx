import { memo, type ReactNode } from 'react';
import { Box, Button, Flex, Menu, Typography } from '@strapi/design-system';
import { ArrowLeft, More } from '@strapi/icons';
import { Link } from 'react-router-dom';
import { styled } from 'styled-components';
import type { DeskArticle, DeskEditor } from '../../../server/src/contracts';
import { PAGE } from '../config';
import { StatusBadge } from '../list/status-badge';
import { useText } from '../text';

/** Stays in sight: whether the words are safe is never a scroll away. */
const Bar = styled(Box)`
  position: sticky;
  top: 0;
  z-index: 3;
`;

export type MenuAct =
  | 'save'
  | 'paste'
  | 'compare'
  | 'unpublish'
  | 'discard'
  | 'duplicate'
  | 'delete'
  | 'manager'
  | 'shortcuts';

interface HeaderProps {
  article: DeskArticle;
  others: readonly DeskEditor[];
  status: ReactNode;
  isBusy: boolean;
  onPublish: () => void;
  onMenu: (act: MenuAct) => void;
}

/** Renders apart from the status beside it, which changes with the first letter after each save. */
const Acts = memo(
  ({ article, isBusy, onPublish, onMenu }: Omit<HeaderProps, 'others' | 'status'>) => {
    const text = useText();
    const { may, version } = article;
    const isStored = version > 0;
    const entries: [MenuAct, boolean][] = [
      ['save', may.update],
      ['paste', may.update],
      ['compare', article.status === 'modified'],
      ['unpublish', may.publish && article.status !== 'draft'],
      ['discard', may.update && article.status === 'modified'],
      ['duplicate', may.create && isStored],
      ['manager', isStored],
      ['shortcuts', true],
      ['delete', may.delete && isStored],
    ];
    return (
      <Flex gap={2}>
        {may.publish && (
          <Button loading={isBusy} onClick={onPublish} disabled={!isStored}>
            {text(article.status === 'draft' ? 'write.publish' : 'write.publishChanges')}
          </Button>
        )}
        <Menu.Root>
          <Menu.Trigger
            tag={Button}
            variant="tertiary"
            startIcon={<More aria-hidden />}
            endIcon={null}
            label={text('write.more')}
          >
            {text('write.more')}
          </Menu.Trigger>
          <Menu.Content popoverPlacement="bottom-end">
            {entries.map(([act, isOffered]) =>
              isOffered ? (
                <Menu.Item
                  key={act}
                  variant={act === 'delete' ? 'danger' : undefined}
                  onSelect={() => onMenu(act)}
                >
                  {text(`write.menu.${act}`)}
                </Menu.Item>
              ) : null,
            )}
          </Menu.Content>
        </Menu.Root>
      </Flex>
    );
  },
);
Acts.displayName = 'Acts';

export const Header = memo(({ others, status, ...acts }: HeaderProps) => {
  const text = useText();
  const names = [...new Set(others.map(({ name }) => name))].join(', ');
  return (
    <Bar
      background="neutral100"
      paddingLeft={6}
      paddingRight={6}
      paddingTop={3}
      paddingBottom={3}
      borderColor="neutral150"
      borderWidth="0 0 1px 0"
      borderStyle="solid"
    >
      <Flex justifyContent="space-between" gap={4} wrap="wrap">
        <Flex gap={4} minWidth={0} wrap="wrap">
          <Button tag={Link} to={PAGE} variant="ghost" startIcon={<ArrowLeft />}>
            {text('write.back')}
          </Button>
          <StatusBadge status={acts.article.status} />
          {status}
          <Typography variant="pi" textColor="primary700" aria-live="polite">
            {names && text('list.editing', { names })}
          </Typography>
        </Flex>
        <Acts {...acts} />
      </Flex>
    </Bar>
  );
});
Header.displayName = 'Header';
