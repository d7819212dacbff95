import { useEffect, useState } from 'react';
import type { DeskArticle, DeskVersions } from '../../../server/src/contracts';
import { useLazyDeskShownOnQuery, useLazyDeskVersionsQuery } from '../api';
import { DeleteDialog } from '../dialogs/delete';
import { DifferencesDialog } from '../dialogs/differences-view';
import { DiscardDialog } from '../dialogs/discard';
import { UnpublishDialog } from '../dialogs/unpublish';

/** Live pages that show this story; null while it is not known. */
const useShownOn = (documentId: string): number | null => {
  const [ask] = useLazyDeskShownOnQuery();
  const [pages, setPages] = useState<number | null>(null);
  useEffect(() => {
    ask(documentId)
      .unwrap()
      .then((answer) => setPages(answer.pages))
      // Then the question is asked without it.
      .catch(() => undefined);
  }, [ask, documentId]);
  return pages;
};

const useVersions = (documentId: string, flush: () => Promise<boolean>) => {
  const [ask] = useLazyDeskVersionsQuery();
  const [versions, setVersions] = useState<DeskVersions | null>(null);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    void flush()
      .then(() => ask(documentId).unwrap())
      .then(setVersions, setError);
    // Once, as it is opened.
  }, []);
  return { versions, error };
};

interface FlowProps {
  article: DeskArticle;
  /** @returns whether it was done; the page says what went wrong */
  onConfirm: () => Promise<unknown>;
  problem: unknown;
  onClose: () => void;
}

const useBusy = (work: () => Promise<unknown>) => {
  const [isBusy, setBusy] = useState(false);
  return {
    isBusy,
    run: (): void => {
      setBusy(true);
      void work().finally(() => setBusy(false));
    },
  };
};

const pathOf = ({ slug }: DeskArticle): string | null => (slug === null ? null : `/${slug}`);

export const DeleteFlow = ({ article, onConfirm, problem, onClose }: FlowProps) => {
  const shownOn = useShownOn(article.documentId);
  const { isBusy, run } = useBusy(onConfirm);
  return (
    <DeleteDialog
      text={article.text}
      livePath={pathOf(article)}
      shownOn={shownOn}
      isBusy={isBusy}
      error={problem}
      onConfirm={run}
      onClose={onClose}
    />
  );
};

export const UnpublishFlow = ({ article, onConfirm, problem, onClose }: FlowProps) => {
  const shownOn = useShownOn(article.documentId);
  const { isBusy, run } = useBusy(onConfirm);
  return (
    <UnpublishDialog
      title={article.text.title}
      livePath={pathOf(article) ?? '/'}
      shownOn={shownOn}
      isBusy={isBusy}
      error={problem}
      onConfirm={run}
      onClose={onClose}
    />
  );
};

type CompareProps = Omit<FlowProps, 'article' | 'onConfirm'> & {
  documentId: string;
  flush: () => Promise<boolean>;
};

export const CompareFlow = ({ documentId, flush, onClose }: Omit<CompareProps, 'problem'>) => {
  const { versions, error } = useVersions(documentId, flush);
  return <DifferencesDialog versions={versions} error={error} onClose={onClose} />;
};

export const DiscardFlow = ({
  documentId,
  flush,
  problem,
  onConfirm,
  onClose,
}: CompareProps & Pick<FlowProps, 'onConfirm'>) => {
  const { versions, error } = useVersions(documentId, flush);
  const { isBusy, run } = useBusy(onConfirm);
  return (
    <DiscardDialog
      versions={versions}
      error={error}
      problem={problem}
      isBusy={isBusy}
      onDiscard={run}
      onClose={onClose}
    />
  );
};
