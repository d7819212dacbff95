import { useEffect, useRef } from 'react';

interface Shortcuts {
  publish: () => void;
  save: () => void;
  preview: () => void;
  /** Between the text and what stands beside it. */
  side: () => void;
  sheet: () => void;
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));

/** Keys of the whole page; while a dialog is open they are the dialog's. */
export const useShortcuts = (shortcuts: Shortcuts): void => {
  const latest = useRef(shortcuts);
  latest.current = shortcuts;
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || document.querySelector('[role="dialog"], [role="alertdialog"]'))
        return;
      const mod = event.ctrlKey || event.metaKey;
      const key = event.key.toLowerCase();
      const run = mod
        ? key === 'enter'
          ? latest.current.publish
          : key === 's'
            ? latest.current.save
            : key === 'p' && event.shiftKey
              ? latest.current.preview
              : null
        : key === 'f6'
          ? latest.current.side
          : event.key === '?' && !isTyping(event.target)
            ? latest.current.sheet
            : null;
      if (!run) return;
      event.preventDefault();
      run();
    };
    // Before the editor, which knows Mod+Enter as an ordinary Enter.
    document.addEventListener('keydown', onKey, { capture: true });
    return () => document.removeEventListener('keydown', onKey, { capture: true });
  }, []);
};
