import { Typography } from '@strapi/design-system';
import type { DeskText } from '../../../server/src/contracts';
import { useText } from '../text';
import { Confirm } from './confirm';

interface DeleteDialogProps {
  text: DeskText;
  /** The public path of what readers have now; null where they have nothing. */
  livePath: string | null;
  /** Live pages that show this one; null while it is not known. */
  shownOn: number | null;
  isBusy: boolean;
  error?: unknown;
  onConfirm: () => void;
  onClose: () => void;
}

/** Names everything that goes. */
export const DeleteDialog = ({
  text: article,
  livePath,
  shownOn,
  isBusy,
  error,
  onConfirm,
  onClose,
}: DeleteDialogProps) => {
  const text = useText();
  const { sections, title } = article;
  const bullets = sections.reduce((sum, section) => sum + section.bullets.length, 0);
  return (
    <Confirm
      title={text('dialogs.delete.title')}
      confirm={text('dialogs.delete.confirm')}
      isBusy={isBusy}
      error={error}
      onConfirm={onConfirm}
      onClose={onClose}
    >
      <Typography fontWeight="bold" tag="p">
        {title.trim() || text('dialogs.untitled')}
      </Typography>
      <Typography tag="p">
        {text('dialogs.delete.parts', { sections: sections.length, bullets })}
      </Typography>
      {livePath !== null && (
        <Typography tag="p">{text('dialogs.delete.live', { path: livePath })}</Typography>
      )}
      {shownOn !== null && shownOn > 0 && (
        <Typography tag="p">{text('dialogs.delete.shownOn', { pages: shownOn })}</Typography>
      )}
      <Typography tag="p">{text('dialogs.delete.forGood')}</Typography>
    </Confirm>
  );
};
