import { useCallback } from 'react';
import { useIntl } from 'react-intl';
import { PLUGIN } from './config';
import dialogs from './translations/en/dialogs.json';
import editor from './translations/en/editor.json';
import list from './translations/en/list.json';
import write from './translations/en/write.json';

const en = { ...editor, ...dialogs, ...list, ...write };

export type TextKey = keyof typeof en;
export type Texts = Record<TextKey, string>;
export type Text = (key: TextKey, values?: Record<string, string | number>) => string;

/** The admin keeps the texts of all plugins in one table. */
export const idOf = (key: TextKey): string => `${PLUGIN}.${key}`;

/** A text as the admin's settings and menus take it. */
export const describe = (key: TextKey): { id: string; defaultMessage: string } => ({
  id: idOf(key),
  defaultMessage: en[key],
});

/** Texts in the user's language. */
export const useText = (): Text => {
  const { formatMessage } = useIntl();
  return useCallback((key, values) => formatMessage(describe(key), values), [formatMessage]);
};
