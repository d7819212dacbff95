/** One act on many articles, one after the other: each is done as a whole or not at all. */
export type BulkAct = 'publish' | 'unpublish' | 'delete';

export interface BulkFailure {
  documentId: string;
  title: string;
  message: string;
}

export interface BulkProgress {
  /** Those that it worked for. */
  done: number;
  total: number;
  failed: BulkFailure[];
}

export interface BulkReport extends BulkProgress {
  /** Whether it was stopped before the last one. */
  isStopped: boolean;
}

export interface BulkOptions {
  /** Told before the first one and after each. */
  onProgress?: (progress: BulkProgress) => void;
  signal?: AbortSignal;
  /** For the report. */
  titleOf?: (documentId: string) => string;
}

const messageOf = (error: unknown): string => {
  const message = (error as { message?: unknown } | null | undefined)?.message;
  if (typeof message === 'string' && message.trim()) return message;
  return typeof error === 'string' ? error : '';
};

/** Goes on after a failure. Stops between two articles, never within one. */
export const runBulk = async (
  ids: readonly string[],
  act: (documentId: string) => Promise<void>,
  { onProgress, signal, titleOf = () => '' }: BulkOptions = {},
): Promise<BulkReport> => {
  let progress: BulkProgress = { done: 0, total: ids.length, failed: [] };
  const tell = (change: Partial<BulkProgress>): void => {
    progress = { ...progress, ...change };
    onProgress?.(progress);
  };
  tell({});
  for (const documentId of ids) {
    if (signal?.aborted) return { ...progress, isStopped: true };
    try {
      await act(documentId);
    } catch (error) {
      const failure = { documentId, title: titleOf(documentId), message: messageOf(error) };
      tell({ failed: [...progress.failed, failure] });
      continue;
    }
    tell({ done: progress.done + 1 });
  }
  return { ...progress, isStopped: false };
};
