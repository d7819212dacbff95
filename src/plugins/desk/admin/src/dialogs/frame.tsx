import { useRef, useState, type ReactNode, type RefObject } from 'react';
import { Flex, Modal } from '@strapi/design-system';
import { styled } from 'styled-components';
import { useText } from '../text';
import { bringFocus, BROUGHT, giveBack, openerOf } from './focus';

/** A region of its own, so that a long text can be read by keyboard where nothing in it takes the focus. */
const Region = styled.div`
  flex: 1;
  min-height: 0;
  overflow: auto;
  padding: ${({ theme }) => `${theme.spaces[6]} ${theme.spaces[7]}`};

  &:focus-visible {
    outline: none;
  }
  &:focus-visible:not([${BROUGHT}]) {
    outline: 2px solid ${({ theme }) => theme.colors.primary600};
    outline-offset: -2px;
  }
`;

interface FrameProps {
  title: string;
  /** Asks whether to do something: it closes by a button or Escape only. */
  isQuestion?: boolean;
  /** Nothing closes it while something is under way. */
  isBusy?: boolean;
  /** Otherwise the content itself gets the focus first. */
  initialFocus?: RefObject<HTMLElement | null>;
  /** The content's own element, for whoever has to bring the focus back to it. */
  contentRef?: RefObject<HTMLDivElement | null>;
  onClose: () => void;
  footer: ReactNode;
  children: ReactNode;
}

/** What all dialogs of the Desk have in common: it is rendered while it is open. */
export const Frame = ({
  title,
  isQuestion = false,
  isBusy = false,
  initialFocus,
  contentRef,
  onClose,
  footer,
  children,
}: FrameProps) => {
  const text = useText();
  const own = useRef<HTMLDivElement>(null);
  const content = contentRef ?? own;
  const [opener] = useState(() => openerOf(document.activeElement));
  return (
    <Modal.Root open onOpenChange={(isOpen) => !isOpen && !isBusy && onClose()}>
      <Modal.Content
        role={isQuestion ? 'alertdialog' : 'dialog'}
        aria-describedby={undefined}
        style={isQuestion ? { maxWidth: '56rem' } : undefined}
        onOpenAutoFocus={(event) => {
          event.preventDefault();
          if (initialFocus) initialFocus.current?.focus();
          else bringFocus(content.current);
        }}
        onCloseAutoFocus={(event) => {
          // The dialog would look for a trigger of its own, and leave the focus nowhere.
          event.preventDefault();
          giveBack(opener);
        }}
        onPointerDownOutside={(event) => isQuestion && event.preventDefault()}
      >
        <Modal.Header closeLabel={text('dialogs.close')}>
          <Modal.Title>{title}</Modal.Title>
        </Modal.Header>
        <Region
          ref={content as RefObject<HTMLDivElement>}
          role="region"
          aria-label={title}
          tabIndex={0}
        >
          <Flex direction="column" alignItems="stretch" gap={4}>
            {children}
          </Flex>
        </Region>
        <Modal.Footer>{footer}</Modal.Footer>
      </Modal.Content>
    </Modal.Root>
  );
};
