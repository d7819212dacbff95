import { useRef, useState } from 'react';
import { useDeskActMutation, useDeskDeleteMutation } from '../api';
import { runBulk, type BulkAct, type BulkProgress } from '../dialogs/bulk';
import { BulkConfirm } from '../dialogs/bulk-confirm';
import { BulkReportDialog } from '../dialogs/bulk-report';

export interface Chosen {
  documentId: string;
  title: string;
}

interface BulkFlowProps {
  act: BulkAct;
  chosen: readonly Chosen[];
  /** @param isBegun whether anything was done */
  onClose: (isBegun: boolean) => void;
}

/** Asks, goes through them with progress, and says what failed. */
export const BulkFlow = ({ act, chosen, onClose }: BulkFlowProps) => {
  const [runAct] = useDeskActMutation();
  const [runDelete] = useDeskDeleteMutation();
  const [progress, setProgress] = useState<BulkProgress | null>(null);
  const [isFinished, setFinished] = useState(false);
  const stop = useRef(new AbortController());

  const start = async (): Promise<void> => {
    await runBulk(
      chosen.map(({ documentId }) => documentId),
      async (documentId) => {
        if (act === 'delete') await runDelete(documentId).unwrap();
        else await runAct({ documentId, act }).unwrap();
      },
      {
        onProgress: setProgress,
        signal: stop.current.signal,
        titleOf: (id) => chosen.find(({ documentId }) => documentId === id)?.title ?? '',
      },
    );
    setFinished(true);
  };

  return progress === null ? (
    <BulkConfirm
      act={act}
      titles={chosen.map(({ title }) => title)}
      onConfirm={() => void start()}
      onClose={() => onClose(false)}
    />
  ) : (
    <BulkReportDialog
      act={act}
      {...progress}
      finished={isFinished}
      onCancel={() => stop.current.abort()}
      onClose={() => onClose(true)}
    />
  );
};
