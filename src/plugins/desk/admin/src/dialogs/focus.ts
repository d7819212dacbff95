/**
 * What to give the focus back to once a dialog is gone. An entry of a menu is gone by then: the button
 * that opened the menu stands for it.
 */
export const openerOf = (element: Element | null): HTMLElement | null => {
  const menu = element?.closest('[role="menu"]');
  const opener = menu
    ? document.querySelector(`[aria-controls="${CSS.escape(menu.id)}"]`)
    : element;
  return opener instanceof HTMLElement && opener !== document.body ? opener : null;
};

/** Leaves the focus where somebody put it in the meantime. */
export const giveBack = (opener: HTMLElement | null): void => {
  const { activeElement } = document;
  if (activeElement && activeElement !== document.body) return;
  if (opener?.isConnected) opener.focus();
};

/** Set while the focus was brought somewhere, rather than taken there by key. */
export const BROUGHT = 'data-focus-brought';

/** Brings the focus to a whole content: readers hear it from there, and no ring stands around it. */
export const bringFocus = (content: HTMLElement | null): void => {
  if (!content) return;
  content.setAttribute(BROUGHT, '');
  content.addEventListener('blur', () => content.removeAttribute(BROUGHT), { once: true });
  content.focus();
};
