import { useEffect, useState } from 'react';
import { createId } from '@paralleldrive/cuid2';
import type { DeskNewsEntry, DeskText, PastedPage } from '../../../server/src/contracts';
import { useDeskPasteMutation } from '../api';
import { PasteInputDialog, type PasteInput } from '../dialogs/paste-input';
import { PastedPageDialog } from '../dialogs/pasted-page';
import { isRich, type Clip } from '../editor/clipboard';

interface PasteFlowProps {
  written: DeskText;
  latest: () => DeskText;
  readOnly: readonly string[];
  /** What was pasted into the text itself; null asks for it. */
  clip: Clip | null;
  onUse: (text: DeskText, news: readonly DeskNewsEntry[]) => void;
  onClose: () => void;
}

const inputOf = (clip: Clip): PasteInput =>
  isRich(clip) ? { input: clip.html, format: 'html' } : { input: clip.text };

/** A whole page from elsewhere: read, shown as what goes where, and used or not. */
export const PasteFlow = ({ written, latest, readOnly, clip, onUse, onClose }: PasteFlowProps) => {
  const [read, reading] = useDeskPasteMutation();
  const [page, setPage] = useState<PastedPage | null>(null);
  const [error, setError] = useState<unknown>(null);

  const look = async (paste: PasteInput): Promise<void> => {
    setError(null);
    try {
      setPage(await read(paste).unwrap());
    } catch (failure) {
      setError(failure);
    }
  };
  useEffect(() => {
    if (clip) void look(inputOf(clip));
    // Once for each paste.
  }, [clip]);

  return page === null ? (
    <PasteInputDialog
      start={clip}
      isLoading={reading.isLoading}
      error={error}
      onLook={(paste) => void look(paste)}
      onClose={onClose}
    />
  ) : (
    <PastedPageDialog
      page={page}
      written={written}
      latest={latest}
      readOnly={readOnly}
      makeId={createId}
      onUse={onUse}
      onClose={onClose}
    />
  );
};
