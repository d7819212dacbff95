import { useAuth } from '@strapi/strapi/admin';
import type { PanelComponent } from '@strapi/content-manager/strapi-admin';
import { READ, STORY_UID } from '../config';
import { useText } from '../text';
import { RecentNews } from './recent-news';

/** Changes whenever the document was saved, published or unpublished, by whomever. */
const stampOf = (row: object | undefined): string => {
  const { updatedAt, status } = (row ?? {}) as { updatedAt?: string; status?: string };
  return `${updatedAt} ${status}`;
};

/** The list of recent stories, beside the form of the story that it stands under. */
export const RecentNewsPanel: PanelComponent = ({ model, document, meta, activeTab }) => {
  const text = useText();
  const mayRead = useAuth('RecentNewsPanel', ({ permissions }) =>
    permissions.some(({ action }) => action === READ[0]!.action),
  );
  if (model !== STORY_UID || !mayRead) return null;
  return {
    title: text('panel.title'),
    content: (
      <RecentNews
        documentId={document?.documentId}
        tab={activeTab === 'published' ? 'live' : 'draft'}
        saved={stampOf(document)}
        published={(meta?.availableStatus ?? []).map(stampOf).join()}
      />
    ),
  };
};
