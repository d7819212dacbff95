import type { EditorView } from 'prosemirror-view';

export interface HandleTexts {
  /** Shown when a mouse rests on the handle. */
  handle: string;
  up: string;
  down: string;
}

const GRIP =
  '<svg viewBox="0 0 10 16" width="10" height="16" aria-hidden="true" focusable="false">' +
  [3, 8, 13]
    .map((y) => `<circle cx="2" cy="${y}" r="1.5"/><circle cx="8" cy="${y}" r="1.5"/>`)
    .join('') +
  '</svg>';

const part = (className: string, title: string): HTMLSpanElement => {
  const element = document.createElement('span');
  element.className = className;
  element.title = title;
  return element;
};

export interface HandleActs {
  grab(view: EditorView, event: PointerEvent, grip: HTMLElement): void;
  step(view: EditorView, grip: HTMLElement, isUp: boolean): void;
}

/**
 * A grip beside a block, of no height so that the text does not move. Hidden from assistive
 * technology, which has Alt+Up and Alt+Down; a click opens two arrows for those who cannot drag.
 */
export const handleElement = (
  view: EditorView,
  kind: string,
  texts: HandleTexts,
  acts: HandleActs,
): HTMLElement => {
  const anchor = document.createElement('div');
  anchor.className = `desk-handle desk-handle-${kind}`;
  anchor.contentEditable = 'false';
  anchor.setAttribute('aria-hidden', 'true');
  const grip = part('desk-grip', texts.handle);
  grip.innerHTML = GRIP;
  grip.addEventListener('pointerdown', (event) => {
    if (event.button === 0 && view.editable) acts.grab(view, event, grip);
  });
  const arrows = ([true, false] as const).map((isUp) => {
    const arrow = part('desk-arrow', isUp ? texts.up : texts.down);
    arrow.textContent = isUp ? '↑' : '↓';
    arrow.addEventListener('pointerdown', (event) => event.preventDefault());
    arrow.addEventListener('click', () => acts.step(view, grip, isUp));
    return arrow;
  });
  anchor.append(grip, ...arrows);
  return anchor;
};
