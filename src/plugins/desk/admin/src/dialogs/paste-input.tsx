import { useRef, useState } from 'react';
import { Button, Field, Loader, Textarea } from '@strapi/design-system';
import { asPlainText, isRich, type Clip } from '../editor/clipboard';
import { Problem } from '../problem';
import { useText } from '../text';
import { Frame } from './frame';

/** As POST /desk/paste takes it. */
export interface PasteInput {
  input: string;
  format?: 'html';
}

interface PasteInputDialogProps {
  /** What was pasted elsewhere, and is not to be lost when it cannot be read. */
  start: Clip | null;
  isLoading: boolean;
  error?: unknown;
  onLook: (paste: PasteInput) => void;
  onClose: () => void;
}

interface Rich {
  html: string;
  /** The text that stood in the field right after the paste; null until it does. */
  shown: string | null;
}

/** Takes a page from elsewhere; with its headings and lists, where the clipboard has them. */
export const PasteInputDialog = (props: PasteInputDialogProps) => {
  const { start, isLoading, error, onLook, onClose } = props;
  const text = useText();
  const field = useRef<HTMLTextAreaElement>(null);
  const [typed, setTyped] = useState(() => (start ? asPlainText(start) : ''));
  const [rich, setRich] = useState<Rich | null>(() =>
    start && isRich(start) ? { html: start.html, shown: asPlainText(start) } : null,
  );

  // The form of a page that was edited here since is no longer its form.
  const html = rich !== null && rich.shown === typed ? rich.html : null;
  const look = (): void =>
    onLook(html === null ? { input: typed } : { input: html, format: 'html' });

  return (
    <Frame
      title={text('dialogs.paste.title')}
      isBusy={isLoading}
      initialFocus={field}
      onClose={onClose}
      footer={
        <>
          <Button variant="tertiary" disabled={isLoading} onClick={onClose}>
            {text('dialogs.cancel')}
          </Button>
          <Button loading={isLoading} disabled={typed.trim() === ''} onClick={look}>
            {text('dialogs.paste.look')}
          </Button>
        </>
      }
    >
      {error !== undefined && error !== null && <Problem error={error} />}
      <Field.Root
        name="page"
        hint={text(html === null ? 'dialogs.paste.hint' : 'dialogs.paste.hintRich')}
      >
        <Field.Label>{text('dialogs.paste.field')}</Field.Label>
        <Textarea
          ref={field}
          rows={14}
          value={typed}
          readOnly={isLoading}
          onPaste={(event: React.ClipboardEvent<HTMLTextAreaElement>) => {
            const { selectionStart, selectionEnd, value } = event.currentTarget;
            const pasted: Clip = {
              html: event.clipboardData.getData('text/html'),
              text: event.clipboardData.getData('text/plain'),
            };
            const isAll = selectionStart === 0 && selectionEnd === value.length;
            // A piece put into other text has no page around it.
            setRich(isRich(pasted) && isAll ? { html: pasted.html, shown: null } : null);
          }}
          onChange={(event: React.ChangeEvent<HTMLTextAreaElement>) => {
            const { value } = event.currentTarget;
            setTyped(value);
            setRich((now) => (now?.shown === null ? { ...now, shown: value } : now));
          }}
          onKeyDown={(event: React.KeyboardEvent) => {
            if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
            event.preventDefault();
            if (!isLoading && typed.trim()) look();
          }}
        />
        <Field.Hint />
      </Field.Root>
      <div aria-live="polite">
        {isLoading && <Loader small>{text('dialogs.paste.looking')}</Loader>}
      </div>
    </Frame>
  );
};
