import { Fragment } from 'react';
import { Button, Flex, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';
import { useText } from '../text';
import { Frame } from './frame';
import { isMacLike, keyLabel, SHORTCUTS, type KeyNames, type Shortcut } from './shortcut-keys';

const Key = styled.kbd`
  background: ${({ theme }) => theme.colors.neutral100};
  border: 1px solid ${({ theme }) => theme.colors.neutral200};
  border-radius: ${({ theme }) => theme.borderRadius};
  color: ${({ theme }) => theme.colors.neutral800};
  font: inherit;
  font-size: ${({ theme }) => theme.fontSizes[1]};
  padding: 0.2rem 0.6rem;
  white-space: nowrap;
`;

/** Each line keeps together at any width; its rule leads the eye from the act to the key. */
const Line = styled(Flex)`
  & + & {
    border-top: 1px solid ${({ theme }) => theme.colors.neutral150};
  }

  dd {
    margin: 0;
  }
`;

interface ShortcutsSheetProps {
  shortcuts?: readonly Shortcut[];
  onClose: () => void;
}

/** All keys, on one sheet. */
export const ShortcutsSheet = ({ shortcuts = SHORTCUTS, onClose }: ShortcutsSheetProps) => {
  const text = useText();
  const isMac = isMacLike(navigator.userAgent);
  const names: KeyNames = {
    Ctrl: text('dialogs.key.ctrl'),
    Shift: text('dialogs.key.shift'),
    Enter: text('dialogs.key.enter'),
    Backspace: text('dialogs.key.backspace'),
    Esc: text('dialogs.key.esc'),
  };
  return (
    <Frame
      title={text('dialogs.keys.title')}
      onClose={onClose}
      footer={
        <Button variant="tertiary" onClick={onClose}>
          {text('dialogs.close')}
        </Button>
      }
    >
      <dl>
        {shortcuts.map(({ keys, join, does }) => (
          <Line
            key={does}
            justifyContent="space-between"
            gap={4}
            paddingTop={2}
            paddingBottom={2}
            wrap="wrap"
          >
            <Typography tag="dt">{text(does)}</Typography>
            <Flex tag="dd" gap={2}>
              {keys.map((key, i) => (
                <Fragment key={key}>
                  {i > 0 && (
                    <Typography variant="pi" textColor="neutral600">
                      {text(`dialogs.keys.${join}`)}
                    </Typography>
                  )}
                  <Key>{keyLabel(key, isMac, names)}</Key>
                </Fragment>
              ))}
            </Flex>
          </Line>
        ))}
      </dl>
    </Frame>
  );
};
