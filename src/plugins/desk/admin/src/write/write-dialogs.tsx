import type { DeskArticle, DeskNewsEntry, DeskText } from '../../../server/src/contracts';
import type { Act } from '../api';
import { ShortcutsSheet } from '../dialogs/shortcuts';
import type { Clip } from '../editor/clipboard';
import { CompareFlow, DeleteFlow, DiscardFlow, UnpublishFlow } from './act-flows';
import type { MenuAct } from './header';
import { PasteFlow } from './paste-flow';
import { PublishFlow } from './publish-flow';

export type OpenDialog = MenuAct | 'publish' | null;

interface WriteDialogsProps {
  open: OpenDialog;
  article: DeskArticle;
  written: DeskText;
  /** What is written at this very moment. */
  latest: () => DeskText;
  /** What was pasted into the text itself. */
  clip: Clip | null;
  /** What the last act failed with. */
  problem: unknown;
  flush: () => Promise<boolean>;
  /** @returns the article after it, or null when it failed */
  act: (name: Act) => Promise<DeskArticle | null>;
  remove: () => Promise<void>;
  onPasted: (text: DeskText, news: readonly DeskNewsEntry[]) => void;
  onGo: (place: string) => void;
  /** Another text stands there now: it is opened anew. */
  onReload: () => void;
  onClose: () => void;
}

/** Whichever question is open above the text. */
export const WriteDialogs = (props: WriteDialogsProps) => {
  const { open, article, written, latest, clip, problem, flush, act, remove } = props;
  const { onPasted, onGo, onReload, onClose } = props;
  const { documentId } = article;
  switch (open) {
    case 'publish':
      return (
        <PublishFlow
          documentId={documentId}
          isLive={article.status !== 'draft'}
          flush={flush}
          publish={() => act('publish')}
          problem={problem}
          onGo={onGo}
          onClose={onClose}
        />
      );
    case 'paste':
      return (
        <PasteFlow
          readOnly={article.may.readOnly}
          written={written}
          latest={latest}
          clip={clip}
          onUse={onPasted}
          onClose={onClose}
        />
      );
    case 'compare':
      return <CompareFlow documentId={documentId} flush={flush} onClose={onClose} />;
    case 'discard':
      return (
        <DiscardFlow
          documentId={documentId}
          flush={flush}
          problem={problem}
          onConfirm={async () => {
            if (await act('discard')) onReload();
          }}
          onClose={onClose}
        />
      );
    case 'unpublish':
      return (
        <UnpublishFlow
          article={article}
          problem={problem}
          onConfirm={async () => {
            if (await act('unpublish')) onClose();
          }}
          onClose={onClose}
        />
      );
    case 'delete':
      return (
        <DeleteFlow article={article} problem={problem} onConfirm={remove} onClose={onClose} />
      );
    case 'shortcuts':
      return <ShortcutsSheet onClose={onClose} />;
    default:
      return null;
  }
};
