/** What the admin keeps in the browser while somebody is logged in; its other tabs leave when it goes. */
const LOGGED_IN = 'isLoggedIn';

/**
 * When the session ends in another tab, the admin goes to its login page in this one too. Not while words
 * stand here that are not saved: they stay on the screen, and go on with the next login.
 *
 * @returns ends it
 */
export const stayWhile = (isDirty: () => boolean): (() => void) => {
  const hear = (event: StorageEvent): void => {
    if (event.key === LOGGED_IN && event.newValue === null && isDirty())
      event.stopImmediatePropagation();
  };
  // Capturing comes before the admin's own listener on the window.
  window.addEventListener('storage', hear, { capture: true });
  return () => window.removeEventListener('storage', hear, { capture: true });
};
