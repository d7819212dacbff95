import { describe } from '../text';
import { READ } from '../config';
import { ListPanel } from './list-panel';

/** What the Desk tells its panels. */
interface DeskPanelProps {
  documentId: string;
  version: number;
  published: string;
}

/** The Desk's seam for panels, where there is a Desk. */
export interface DeskApis {
  addPanel(panel: {
    id: string;
    title: { id: string; defaultMessage: string };
    actions: readonly string[];
    Component: (props: DeskPanelProps) => JSX.Element;
  }): void;
}

/** The same list beside the Desk's text, which saves by itself: it may be read anew at any time. */
const AtTheDesk = ({ documentId, version, published }: DeskPanelProps) => (
  <ListPanel
    key={documentId}
    documentId={documentId}
    tab="draft"
    saved={String(version)}
    published={published}
    reload
  />
);

export const addToDesk = (desk: Partial<DeskApis> | undefined): void =>
  desk?.addPanel?.({
    id: 'recent-news',
    title: describe('panel.title'),
    actions: READ.map(({ action }) => action),
    Component: AtTheDesk,
  });
