import { Typography } from '@strapi/design-system';
import { useText } from '../text';
import { Confirm } from './confirm';

interface CloseAddressDialogProps {
  /** The earlier public path. */
  path: string;
  isBusy: boolean;
  error?: unknown;
  onConfirm: () => void;
  onClose: () => void;
}

/** Readers with an old link lose their way to the story; the story itself stays as it is. */
export const CloseAddressDialog = ({ path, ...rest }: CloseAddressDialogProps) => {
  const text = useText();
  return (
    <Confirm
      title={text('dialogs.address.title', { path })}
      confirm={text('dialogs.address.confirm')}
      {...rest}
    >
      <Typography tag="p">{text('dialogs.address.readers', { path })}</Typography>
      <Typography tag="p">{text('dialogs.address.others')}</Typography>
      <Typography tag="p">{text('dialogs.delete.forGood')}</Typography>
    </Confirm>
  );
};
