import { useState, type FormEvent, type ReactNode } from 'react';
import { Button, Flex, Modal } from '@strapi/design-system';
import { Problem } from '../problem';
import { useText } from '../text';
import type { Outcome } from './use-list';

interface WordsDialogProps {
  title: string;
  submit: string;
  canSubmit: boolean;
  /** Unless it could be done the dialog stays open and says why. */
  onSubmit: () => Promise<Outcome>;
  onClose: () => void;
  children: ReactNode;
}

/** A dialog with fields that are sent together. */
export const WordsDialog = ({
  title,
  submit,
  canSubmit,
  onSubmit,
  onClose,
  children,
}: WordsDialogProps) => {
  const text = useText();
  const [opener] = useState(() => document.activeElement as HTMLElement | null);
  const [isSending, setIsSending] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    // React hands it on to the form of the document that the dialog was opened from.
    event.stopPropagation();
    if (!canSubmit || isSending) return;
    setIsSending(true);
    const outcome = await onSubmit();
    setIsSending(false);
    if (outcome.isDone) return onClose();
    setProblem(outcome.problem);
  };
  return (
    <Modal.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Modal.Content
        aria-describedby={undefined}
        onCloseAutoFocus={(event) => {
          // The dialog would look for a trigger of its own, and leave the focus nowhere.
          event.preventDefault();
          opener?.focus();
        }}
      >
        <form onSubmit={(event) => void send(event)} noValidate>
          <Modal.Header closeLabel={text('words.close')}>
            <Modal.Title>{title}</Modal.Title>
          </Modal.Header>
          <Modal.Body>
            <Flex direction="column" alignItems="stretch" gap={4}>
              {problem !== null && <Problem error={problem} />}
              {children}
            </Flex>
          </Modal.Body>
          <Modal.Footer>
            <Modal.Close>
              <Button variant="tertiary">{text('words.cancel')}</Button>
            </Modal.Close>
            <Button type="submit" disabled={!canSubmit} loading={isSending}>
              {submit}
            </Button>
          </Modal.Footer>
        </form>
      </Modal.Content>
    </Modal.Root>
  );
};
