import type { PanelComponent } from '@strapi/content-manager/strapi-admin';
import { useRebuildsDocumentQuery } from '../api';
import { DOCUMENT_UID } from '../config';
import { useRight } from '../rights';
import { useText } from '../text';
import { DocumentCalls } from './document-calls';

/** Changes whenever the document was saved, published or unpublished, by whomever. */
const stampOf = (row: object | undefined): string => {
  const { updatedAt, status } = (row ?? {}) as { updatedAt?: string; status?: string };
  return `${updatedAt} ${status}`;
};

/** Whether readers have it, beside the form of the document; nothing where nobody is called. */
export const RebuildsPanel: PanelComponent = ({ model, document, meta }) => {
  const text = useText();
  const mayRead = useRight('read');
  const documentId = document?.documentId;
  const isShown = model === DOCUMENT_UID && mayRead && documentId !== undefined;
  const { isCalled } = useRebuildsDocumentQuery(documentId ?? '', {
    skip: !isShown,
    selectFromResult: ({ data, error }) => ({
      isCalled: error !== undefined || (data?.targets.length ?? 0) > 0,
    }),
  });
  if (!isShown || !isCalled) return null;
  return {
    title: text('panel.title'),
    content: (
      <DocumentCalls
        key={documentId}
        documentId={documentId}
        stamp={[document, ...(meta?.availableStatus ?? [])].map(stampOf).join()}
      />
    ),
  };
};
