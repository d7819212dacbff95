import { useRebuildsDocumentQuery } from '../api';
import { READ } from '../config';
import { DocumentCalls } from './document-calls';

/** The Desk's seam for what is told after a publish, where there is a Desk. */
export interface DeskApis {
  addNote(note: {
    id: string;
    actions: readonly string[];
    Component: (props: { documentId: string }) => JSX.Element | null;
  }): void;
}

/** Whether the page that was just published is live yet; nothing where nobody is called. */
const AtTheDesk = ({ documentId }: { documentId: string }) => {
  const { data } = useRebuildsDocumentQuery(documentId, { refetchOnMountOrArgChange: true });
  return data && data.targets.length > 0 ? (
    <DocumentCalls documentId={documentId} stamp={documentId} />
  ) : null;
};

export const addToDesk = (desk: Partial<DeskApis> | undefined): void =>
  desk?.addNote?.({
    id: 'rebuilds',
    actions: READ.map(({ action }) => action),
    Component: AtTheDesk,
  });
