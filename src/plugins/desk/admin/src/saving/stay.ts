/** What the admin keeps in the browser while somebody is logged in; its other tabs leave when it goes. */
const LOGGED_IN = 'isLoggedIn';

const dirty = new Set<() => boolean>();

/**
 * When the session ends in another tab, the admin goes to its login page in this one too. Not while words
 * stand here that are not saved: they stay on the screen, and go on with the next login.
 *
 * To be called before the admin is drawn: of listeners on the window the first one is first, whatever it
 * says of capturing.
 */
export const hearEndings = (): void =>
  window.addEventListener('storage', (event) => {
    if (event.key === LOGGED_IN && event.newValue === null && [...dirty].some((is) => is()))
      event.stopImmediatePropagation();
  });

/** @returns ends it */
export const stayWhile = (isDirty: () => boolean): (() => void) => {
  dirty.add(isDirty);
  return () => void dirty.delete(isDirty);
};
