import { closeHistory } from 'prosemirror-history';
import { DOMSerializer, type Fragment, type Slice } from 'prosemirror-model';
import { Plugin } from 'prosemirror-state';
import { blockOf, caretAt } from './blocks';
import { toBody } from './body';
import { looksLikePage, type Clip } from './clipboard';
import { deleteSelection, insertText } from './deletion';
import { pasteClip } from './paste';
import { bullet, heading, lead, schema } from './schema';
import { ownStep } from './steps';

/** Bullets as a list, so that other programs take them for one. */
const serializer = new DOMSerializer(
  {
    ...DOMSerializer.nodesFromSchema(schema),
    heading: () => ['h2', { 'data-desk': 'heading' }, 0],
    lead: () => ['p', { 'data-desk': 'lead' }, 0],
    bullet: () => ['ul', ['li', { 'data-desk': 'bullet' }, 0]],
    title: () => ['h1', 0],
    standfirst: () => ['p', 0],
  },
  {},
);

const asText = (content: Fragment): string => {
  const isOne = content.childCount === 1;
  const lines: string[] = [];
  content.forEach((node) => {
    const text = node.textContent;
    if (isOne || node.type !== bullet) lines.push(text);
    else lines.push(`• ${text}`);
    if (!isOne && node.type !== bullet && node.type !== heading && node.type !== lead)
      lines.push('');
  });
  return lines.join('\n');
};

const clipOf = (data: DataTransfer | null): Clip => ({
  html: data?.getData('text/html') ?? '',
  text: data?.getData('text/plain') ?? '',
});

/** Paste, drop, cut and copy. `onPage` takes what is a whole page. */
export const clipboardPlugin = (onPage: ((clip: Clip) => void) | undefined): Plugin =>
  new Plugin({
    props: {
      clipboardSerializer: serializer,
      clipboardTextSerializer: (slice: Slice) => asText(slice.content),
      handlePaste: (view, event) => {
        const clip = clipOf(event.clipboardData);
        if (onPage && looksLikePage(clip, toBody(view.state.doc))) onPage(clip);
        else {
          view.dispatch(pasteClip(view.state.tr, clip).scrollIntoView());
        }
        return true;
      },
      handleTextInput: (view, from, to, text) => {
        const { doc, tr } = view.state;
        const isInOne = blockOf(doc.resolve(from)).index === blockOf(doc.resolve(to)).index;
        if (isInOne && !/[\r\n]/.test(text)) return false;
        view.dispatch(insertText(closeHistory(tr), text).scrollIntoView());
        return true;
      },
      handleDOMEvents: {
        cut: (view, event) => {
          if (view.state.selection.empty || !event.clipboardData || !view.editable) return false;
          event.preventDefault();
          const { dom, text } = view.serializeForClipboard(view.state.selection.content());
          event.clipboardData.clearData();
          event.clipboardData.setData('text/html', dom.innerHTML);
          event.clipboardData.setData('text/plain', text);
          view.dispatch(ownStep(deleteSelection(view.state.tr)).scrollIntoView());
          return true;
        },
      },
      // Dropped text goes the way of pasted text; dragging a selection would tear blocks apart.
      handleDrop: (view, event, _slice, moved) => {
        const at = view.posAtCoords({ left: event.clientX, top: event.clientY });
        if (moved || !at) return true;
        const { tr, doc } = view.state;
        const block = blockOf(doc.resolve(at.pos));
        const pos = Math.min(Math.max(at.pos, block.start), block.end);
        view.dispatch(pasteClip(caretAt(tr, pos), clipOf(event.dataTransfer)).scrollIntoView());
        return true;
      },
    },
  });
