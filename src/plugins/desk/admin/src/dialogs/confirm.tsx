import { useRef, type ReactNode } from 'react';
import { Button } from '@strapi/design-system';
import { Problem } from '../problem';
import { useText } from '../text';
import { Frame } from './frame';

interface ConfirmProps {
  title: string;
  /** What the button says that does it. */
  confirm: string;
  isDangerous?: boolean;
  isBusy?: boolean;
  isDisabled?: boolean;
  /** What it failed with. */
  error?: unknown;
  onConfirm: () => void;
  onClose: () => void;
  children: ReactNode;
}

/** A question with two answers; the focus is on the one that does nothing. */
export const Confirm = ({
  title,
  confirm,
  isDangerous = true,
  isBusy = false,
  isDisabled = false,
  error,
  onConfirm,
  onClose,
  children,
}: ConfirmProps) => {
  const text = useText();
  const cancel = useRef<HTMLButtonElement>(null);
  return (
    <Frame
      title={title}
      isQuestion
      isBusy={isBusy}
      initialFocus={cancel}
      onClose={onClose}
      footer={
        <>
          <Button ref={cancel} variant="tertiary" disabled={isBusy} onClick={onClose}>
            {text('dialogs.cancel')}
          </Button>
          <Button
            variant={isDangerous ? 'danger' : 'default'}
            loading={isBusy}
            disabled={isDisabled}
            onClick={onConfirm}
          >
            {confirm}
          </Button>
        </>
      }
    >
      {children}
      {error !== undefined && error !== null && <Problem error={error} />}
    </Frame>
  );
};
