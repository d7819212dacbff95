import type { Node } from 'prosemirror-model';
import { Plugin, PluginKey } from 'prosemirror-state';
import { Decoration, DecorationSet, type EditorView } from 'prosemirror-view';
import { FIRST, posAt } from './blocks';
import { handleElement, type HandleTexts } from './handle-element';
import { moveBlocks, rangeOf, snapTarget, targetAbove, targetBelow } from './move';
import { bullet, heading } from './schema';
import { ownStep } from './steps';

/** A pointer that moved less than this clicked. */
const CLICK = 4;

const key = new PluginKey<DecorationSet>('desk-handles');

const hasHandle = ({ type }: Node): boolean => type === heading || type === bullet;

/** Child index of the block that a grip stands before. */
const indexOfGrip = (view: EditorView, grip: HTMLElement): number =>
  view.state.doc.resolve(view.posAtDOM(grip.parentElement!, 0)).index(0);

const boxOf = (view: EditorView, index: number): DOMRect | null => {
  const dom = view.nodeDOM(posAt(view.state.doc, index));
  return dom instanceof HTMLElement ? dom.getBoundingClientRect() : null;
};

/** Index that a drop at this height goes before. */
const indexAt = (view: EditorView, y: number): number => {
  const { childCount } = view.state.doc;
  for (let index = FIRST; index < childCount; index++) {
    const box = boxOf(view, index);
    if (box && y < box.top + box.height / 2) return index;
  }
  return childCount;
};

const showLine = (view: EditorView, line: HTMLElement, target: number): void => {
  const { childCount } = view.state.doc;
  const box = boxOf(view, Math.min(target, childCount - 1));
  const host = line.offsetParent?.getBoundingClientRect();
  if (!box || !host) return;
  line.style.top = `${(target < childCount ? box.top - 3 : box.bottom + 3) - host.top}px`;
};

const drop = (view: EditorView, index: number, target: number): void => {
  const { tr } = view.state;
  const range = rangeOf(tr.doc, index);
  if (range && moveBlocks(tr, range, target)) view.dispatch(ownStep(tr));
};

const step = (view: EditorView, grip: HTMLElement, isUp: boolean): void => {
  const index = indexOfGrip(view, grip);
  const range = rangeOf(view.state.doc, index);
  const target = range && (isUp ? targetAbove : targetBelow)(view.state.doc, range);
  if (target != null) drop(view, index, target);
};

const grab = (view: EditorView, event: PointerEvent, grip: HTMLElement): void => {
  event.preventDefault();
  const index = indexOfGrip(view, grip);
  const { doc } = view.state;
  const range = rangeOf(doc, index);
  if (!range) return;
  const line = document.createElement('div');
  line.className = 'desk-drop';
  let target: number | null = null;
  grip.setPointerCapture(event.pointerId);

  const onMove = (move: PointerEvent) => {
    if (target === null && Math.abs(move.clientY - event.clientY) < CLICK) return;
    if (!line.isConnected) view.dom.parentElement?.append(line);
    target = snapTarget(doc, range, indexAt(view, move.clientY));
    showLine(view, line, target);
  };
  const stop = () => {
    line.remove();
    grip.removeEventListener('pointermove', onMove);
    grip.removeEventListener('pointerup', onUp);
    grip.removeEventListener('pointercancel', stop);
    document.removeEventListener('keydown', onKey, true);
  };
  const onUp = () => {
    stop();
    // Somebody else's text may have come in meanwhile: then the indexes are no longer right.
    if (target === null) grip.parentElement?.classList.toggle('desk-open');
    else if (view.state.doc.eq(doc)) drop(view, index, target);
  };
  const onKey = (pressed: KeyboardEvent) => {
    if (pressed.key !== 'Escape') return;
    pressed.preventDefault();
    pressed.stopPropagation();
    stop();
  };
  grip.addEventListener('pointermove', onMove);
  grip.addEventListener('pointerup', onUp);
  grip.addEventListener('pointercancel', stop);
  document.addEventListener('keydown', onKey, true);
};

const decorate = (doc: Node, texts: HandleTexts): DecorationSet => {
  const handles: Decoration[] = [];
  doc.forEach((node, pos) => {
    if (!hasHandle(node)) return;
    const kind = node.type.name;
    const id = node.attrs.id as string;
    handles.push(
      Decoration.widget(pos, (view) => handleElement(view, kind, texts, { grab, step }), {
        side: 1,
        key: `handle ${kind} ${id}`,
        ignoreSelection: true,
        stopEvent: () => true,
      }),
    );
  });
  return DecorationSet.create(doc, handles);
};

const sameBlocks = (a: Node, b: Node): boolean =>
  a.childCount === b.childCount &&
  a.children.every((node, i) => {
    const other = b.child(i);
    return node === other || (node.type === other.type && node.attrs.id === other.attrs.id);
  });

/** A handle at each heading and bullet; drag moves the bullet or the whole section. */
export const dragHandles = (texts: HandleTexts): Plugin =>
  new Plugin<DecorationSet>({
    key,
    state: {
      init: (_config, { doc }) => decorate(doc, texts),
      // A letter typed must not rebuild a thousand handles.
      apply: (tr, old, before) =>
        !tr.docChanged
          ? old
          : sameBlocks(before.doc, tr.doc)
            ? old.map(tr.mapping, tr.doc)
            : decorate(tr.doc, texts),
    },
    props: {
      decorations(state) {
        return key.getState(state);
      },
    },
  });
