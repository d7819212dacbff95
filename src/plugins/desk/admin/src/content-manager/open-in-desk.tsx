import { useNavigate } from 'react-router-dom';
import type {
  DocumentActionComponent,
  HeaderActionComponent,
} from '@strapi/content-manager/strapi-admin';
import { Pencil } from '@strapi/icons';
import { ARTICLE_UID, articleAddress } from '../config';
import { useText } from '../text';

/** The second door leads to the first: the same article, as one page. */
export const OpenInDesk: HeaderActionComponent = ({ model, documentId }) => {
  const text = useText();
  const navigate = useNavigate();
  if (model !== ARTICLE_UID || !documentId) return null;
  return {
    type: 'icon',
    label: text('list.openInDesk'),
    icon: <Pencil />,
    position: ['header', 'preview'],
    onClick: () => navigate(articleAddress(documentId)),
  };
};

/** In the Content Manager's list, in the menu of a row. */
export const OpenInDeskRow: DocumentActionComponent = ({ model, documentId }) => {
  const text = useText();
  const navigate = useNavigate();
  if (model !== ARTICLE_UID || !documentId) return null;
  return {
    label: text('list.openInDesk'),
    icon: <Pencil />,
    position: 'table-row',
    onClick: () => navigate(articleAddress(documentId)),
  };
};
