import { useEffect, useState } from 'react';
import { useAuth } from '@strapi/strapi/admin';
import type { CheckItem, DeskArticle } from '../../../server/src/contracts';
import { useLazyDeskChecklistQuery } from '../api';
import { pageAddress } from '../config';
import { PublishDialog, type PublishPhase } from '../dialogs/checklist';
import { addedNotes } from '../seams';
import { useText } from '../text';

interface PublishFlowProps {
  documentId: string;
  isLive: boolean;
  /** Whether everything typed is on the server. */
  flush: () => Promise<boolean>;
  publish: () => Promise<DeskArticle | null>;
  /** What the publish failed with. */
  problem: unknown;
  onGo: (place: string) => void;
  onClose: () => void;
}

/** Saves, looks once more, publishes, and says what happened. */
export const PublishFlow = (props: PublishFlowProps) => {
  const { documentId, isLive, flush, publish, problem, onGo, onClose } = props;
  const text = useText();
  const [ask] = useLazyDeskChecklistQuery();
  const [phase, setPhase] = useState<PublishPhase>('checking');
  const [items, setItems] = useState<CheckItem[] | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [slug, setSlug] = useState<string | null>(null);
  const [round, setRound] = useState(0);
  const granted = useAuth('DeskPublish', ({ permissions }) => permissions);

  useEffect(() => {
    let isHere = true;
    setItems(null);
    setError(null);
    const check = async (): Promise<void> => {
      try {
        if (!(await flush())) throw new Error(text('write.notSavedYet'));
        const answer = await ask(documentId).unwrap();
        if (isHere) setItems(answer.items);
      } catch (failure) {
        if (isHere) setError(failure);
      }
    };
    void check();
    return () => {
      isHere = false;
    };
    // Once as it is opened, and each time it is asked anew.
  }, [round]);

  const run = async (): Promise<void> => {
    setPhase('publishing');
    const article = await publish();
    setSlug(article?.slug ?? null);
    setPhase(article ? 'published' : 'checking');
  };

  return (
    <PublishDialog
      phase={phase}
      items={items}
      error={error}
      problem={problem}
      isLive={isLive}
      pageUrl={slug === null ? null : pageAddress(slug)}
      live={addedNotes()
        .filter(({ actions }) => granted.some(({ action }) => actions.includes(action)))
        .map(({ id, Component }) => (
          <Component key={id} documentId={documentId} />
        ))}
      onGo={onGo}
      onPublish={() => void run()}
      onRetry={() => setRound((n) => n + 1)}
      onClose={onClose}
    />
  );
};
