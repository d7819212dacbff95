/** Names a place for the focus to come back to after the list was drawn anew. */
export const focusName = (key: string, part = ''): { 'data-recent-news-focus': string } => ({
  'data-recent-news-focus': part ? `${key}/${part}` : key,
});

const isUsable = (element: HTMLElement): boolean =>
  element.getAttribute('aria-disabled') !== 'true' && !element.hasAttribute('disabled');

/**
 * Puts the focus on the first of these places that is there, unless somebody moved it elsewhere in the
 * meantime.
 */
export const restoreFocus = (root: HTMLElement | null, names: readonly string[]): void => {
  const { activeElement } = document;
  const isElsewhere =
    activeElement && activeElement !== document.body && !root?.contains(activeElement);
  if (!root || isElsewhere) return;
  for (const name of names) {
    const place = root.querySelector<HTMLElement>(`[data-recent-news-focus="${CSS.escape(name)}"]`);
    if (place && isUsable(place)) return place.focus();
  }
  if (!root.contains(activeElement)) root.focus();
};
