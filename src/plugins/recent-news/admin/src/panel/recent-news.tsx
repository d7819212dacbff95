import { Typography } from '@strapi/design-system';
import { useForm } from '@strapi/strapi/admin';
import type { ListSide } from '../../../server/src/contracts';
import { useText } from '../text';
import { ListPanel } from './list-panel';

interface RecentNewsProps {
  /** Undefined until the story is first saved. */
  documentId: string | undefined;
  tab: ListSide;
  saved: string;
  published: string;
}

export const RecentNews = ({ documentId, tab, ...stamps }: RecentNewsProps) => {
  const text = useText();
  const hasUnsaved = useForm('RecentNews', ({ modified }) => modified);
  return documentId === undefined ? (
    <Typography variant="pi" textColor="neutral600">
      {text('panel.unsaved')}
    </Typography>
  ) : (
    <ListPanel
      key={`${documentId} ${tab}`}
      documentId={documentId}
      tab={tab}
      reload={!hasUnsaved}
      {...stamps}
    />
  );
};
