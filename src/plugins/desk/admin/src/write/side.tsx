import { memo, useState } from 'react';
import { Box, Tabs } from '@strapi/design-system';
import { useAuth } from '@strapi/strapi/admin';
import { useIntl } from 'react-intl';
import { styled } from 'styled-components';
import type { DeskText } from '../../../server/src/contracts';
import { addedPanels } from '../seams';
import { useText } from '../text';
import { Details, type DetailsProps } from './details';
import { Preview } from './preview';

/** Three names stand in one line of the narrow column. */
const Tablist = styled(Tabs.List)`
  flex-wrap: wrap;

  [role='tab'] {
    padding-inline: ${({ theme }) => theme.spaces[2]};
    white-space: nowrap;
  }
`;

interface SideProps extends DetailsProps {
  /** Only where it is shown, in the preview; null beside the other panels, which need not follow it. */
  written: DeskText | null;
  tab: string;
  onTab: (tab: string) => void;
}

/** What stands beside the text: details, preview, and whatever other plugins add. */
export const Side = memo(({ article, written, tab, onTab, ...details }: SideProps) => {
  const text = useText();
  const { formatMessage } = useIntl();
  const granted = useAuth('DeskSide', ({ permissions }) => permissions);
  const panels = addedPanels().filter(({ actions }) =>
    granted.some(({ action }) => actions.includes(action)),
  );
  // A list that depends on the text is read when it is looked at, and again after each save.
  const [seen, setSeen] = useState<ReadonlySet<string>>(() => new Set([tab]));
  const show = (id: string): void => {
    setSeen((before) => new Set([...before, id]));
    onTab(id);
  };
  return (
    <Box tag="aside" aria-label={text('write.side')} id="desk-side" tabIndex={-1}>
      <Tabs.Root value={tab} onValueChange={show} variant="simple">
        <Tablist aria-label={text('write.side')}>
          <Tabs.Trigger value="details">{text('write.details')}</Tabs.Trigger>
          <Tabs.Trigger value="preview">{text('write.preview.tab')}</Tabs.Trigger>
          {panels.map(({ id, title }) => (
            <Tabs.Trigger key={id} value={id}>
              {formatMessage(title)}
            </Tabs.Trigger>
          ))}
        </Tablist>
        <Box paddingTop={4}>
          <Tabs.Content value="details">
            <Details article={article} {...details} />
          </Tabs.Content>
          <Tabs.Content value="preview">
            {written && (
              <Preview
                documentId={article.documentId}
                text={written}
                cover={details.cover}
                version={article.version}
              />
            )}
          </Tabs.Content>
          {panels.map(({ id, Component }) => (
            <Tabs.Content key={id} value={id}>
              {seen.has(id) &&
                (article.version > 0 ? (
                  <Component
                    documentId={article.documentId}
                    version={article.version}
                    published={`${article.status} ${article.slug ?? ''}`}
                  />
                ) : (
                  text('write.panelUnsaved')
                ))}
            </Tabs.Content>
          ))}
        </Box>
      </Tabs.Root>
    </Box>
  );
});
Side.displayName = 'Side';
