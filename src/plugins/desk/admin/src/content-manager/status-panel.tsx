import { Box, Button, Flex, Link, Typography } from '@strapi/design-system';
import { useAuth } from '@strapi/strapi/admin';
import type { PanelComponent } from '@strapi/content-manager/strapi-admin';
import { Pencil } from '@strapi/icons';
import { useIntl } from 'react-intl';
import { Link as RouterLink } from 'react-router-dom';
import { useDeskArticleQuery } from '../api';
import { ARTICLE_UID, articleAddress, pageAddress, READ } from '../config';
import { StatusBadge } from '../list/status-badge';
import { Problem } from '../problem';
import { useText } from '../text';

/** What readers have of the article whose form is open, and who is writing it. */
const Status = ({ documentId }: { documentId: string }) => {
  const text = useText();
  const { formatDate } = useIntl();
  const { data: article, error } = useDeskArticleQuery(documentId);
  const names = [...new Set(article?.editors.map(({ name }) => name))].join(', ');
  return (
    <Flex direction="column" alignItems="stretch" gap={3} width="100%">
      {error !== undefined && <Problem error={error} />}
      {article && (
        <>
          <Flex direction="column" alignItems="flex-start" gap={1}>
            <StatusBadge status={article.status} />
            <Typography variant="pi" textColor="neutral600">
              {text(`manager.readers.${article.status}`)}
            </Typography>
          </Flex>
          <Box>
            {article.savedAt !== null && (
              <Typography variant="pi" tag="p">
                {text('manager.saved', {
                  at: formatDate(article.savedAt, { dateStyle: 'medium', timeStyle: 'short' }),
                })}
              </Typography>
            )}
            {names !== '' && (
              <Typography variant="pi" tag="p" textColor="primary700">
                {text('list.editing', { names })}
              </Typography>
            )}
          </Box>
          {article.slug !== null && (
            <Link href={pageAddress(article.slug)} isExternal>
              {text('dialogs.publish.see')}
            </Link>
          )}
        </>
      )}
      <Button
        tag={RouterLink}
        to={articleAddress(documentId)}
        variant="secondary"
        startIcon={<Pencil />}
        fullWidth
      >
        {text('list.openInDesk')}
      </Button>
    </Flex>
  );
};

/** In the Content Manager, beside the form of an article. */
export const StatusPanel: PanelComponent = ({ model, document }) => {
  const text = useText();
  const mayRead = useAuth('DeskStatusPanel', ({ permissions }) =>
    permissions.some(
      ({ action, subject }) => action === READ[0]!.action && subject === READ[0]!.subject,
    ),
  );
  const documentId = document?.documentId;
  if (model !== ARTICLE_UID || !documentId || !mayRead) return null;
  return { title: text('manager.status'), content: <Status documentId={documentId} /> };
};
