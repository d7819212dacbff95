import { Typography } from '@strapi/design-system';
import { useText } from '../text';
import { Confirm } from './confirm';

interface UnpublishDialogProps {
  title: string;
  /** The public path that stops working. */
  livePath: string;
  /** Live pages that show this one; null while it is not known. */
  shownOn: number | null;
  isBusy: boolean;
  error?: unknown;
  onConfirm: () => void;
  onClose: () => void;
}

/** Readers lose the page, the editor keeps the draft. */
export const UnpublishDialog = ({
  title,
  livePath,
  shownOn,
  isBusy,
  error,
  onConfirm,
  onClose,
}: UnpublishDialogProps) => {
  const text = useText();
  return (
    <Confirm
      title={text('dialogs.unpublish.title')}
      confirm={text('dialogs.unpublish.confirm')}
      isBusy={isBusy}
      error={error}
      onConfirm={onConfirm}
      onClose={onClose}
    >
      <Typography fontWeight="bold" tag="p">
        {title.trim() || text('dialogs.untitled')}
      </Typography>
      <Typography tag="p">{text('dialogs.unpublish.what', { path: livePath })}</Typography>
      {shownOn !== null && shownOn > 0 && (
        <Typography tag="p">{text('dialogs.delete.shownOn', { pages: shownOn })}</Typography>
      )}
      <Typography tag="p">{text('dialogs.unpublish.draftStays')}</Typography>
    </Confirm>
  );
};
