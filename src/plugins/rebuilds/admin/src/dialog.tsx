import { useEffect, useRef, useState, type FormEvent, type ReactNode } from 'react';
import { Button, Flex, Modal } from '@strapi/design-system';
import { Problem } from './problem';
import { useText } from './text';

/** A field whose value was refused, or the sentence that says what was. */
const WRONG = '[aria-invalid="true"], [role="alert"]';

interface DialogProps {
  title: string;
  /** What the button says that sends the fields. */
  submit: string;
  /** False: no stray click and no Escape closes it. */
  canCancel?: boolean;
  canSubmit?: boolean;
  isSending?: boolean;
  /** What went wrong and belongs to no field. */
  problem?: unknown;
  /** True once something went wrong, at a field or not. */
  hasFailed?: boolean;
  onSubmit: () => void;
  onClose: () => void;
  children: ReactNode;
}

/** A dialog with fields that are sent together. */
export const Dialog = ({
  title,
  submit,
  canCancel = true,
  canSubmit = true,
  isSending = false,
  problem = null,
  hasFailed = false,
  onSubmit,
  onClose,
  children,
}: DialogProps) => {
  const text = useText();
  const [opener] = useState(() => document.activeElement as HTMLElement | null);
  const form = useRef<HTMLFormElement>(null);
  // What is wrong may stand where nobody looks at the moment.
  useEffect(() => {
    if (!hasFailed) return;
    const wrong = form.current?.querySelector<HTMLElement>(WRONG);
    wrong?.scrollIntoView({ block: 'nearest' });
    wrong?.focus();
  }, [hasFailed]);
  const stay = (event: Event): void => {
    if (!canCancel) event.preventDefault();
  };
  const send = (event: FormEvent): void => {
    event.preventDefault();
    event.stopPropagation();
    if (canSubmit && !isSending) onSubmit();
  };
  return (
    <Modal.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Modal.Content
        aria-describedby={undefined}
        onEscapeKeyDown={stay}
        onInteractOutside={stay}
        onCloseAutoFocus={(event) => {
          // The dialog would look for a trigger of its own, and leave the focus nowhere.
          event.preventDefault();
          opener?.focus();
        }}
      >
        <form ref={form} onSubmit={send} noValidate>
          <Modal.Header closeLabel={text('dialog.close')}>
            <Modal.Title>{title}</Modal.Title>
          </Modal.Header>
          <Modal.Body>
            <Flex direction="column" alignItems="stretch" gap={5}>
              {problem !== null && problem !== undefined && <Problem error={problem} />}
              {children}
            </Flex>
          </Modal.Body>
          <Modal.Footer>
            {canCancel ? (
              <Modal.Close>
                <Button variant="tertiary">{text('dialog.cancel')}</Button>
              </Modal.Close>
            ) : (
              <span />
            )}
            <Button type="submit" disabled={!canSubmit} loading={isSending}>
              {submit}
            </Button>
          </Modal.Footer>
        </form>
      </Modal.Content>
    </Modal.Root>
  );
};
