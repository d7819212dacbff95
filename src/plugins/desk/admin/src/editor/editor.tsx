import {
  forwardRef,
  memo,
  useEffect,
  useId,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  type ForwardedRef,
} from 'react';
import { VisuallyHidden } from '@strapi/design-system';
import type { EditorView } from 'prosemirror-view';
import type { DeskBody } from '../../../server/src/contracts';
import { useText } from '../text';
import type { Clip } from './clipboard';
import type { DeskLimits } from './counters';
import { handleOf, type DeskEditorHandle } from './handle';
import { Surface } from './styles';
import { createView } from './view';

export interface DeskEditorProps {
  /** Asked when the editor is there: its code comes later than the page around it, and words may come before. */
  initial: () => DeskBody;
  readOnly?: boolean;
  limits: DeskLimits;
  /** The text is another one now. Not called for `replace` that is not undoable. */
  onChange: (body: DeskBody) => void;
  /** A whole page was pasted into a (nearly) empty article; nothing was inserted. */
  onPastePage?: (clip: Clip) => void;
  /** What a move by key or handle did, for a live region. */
  onMove?: (announcement: string) => void;
  autoFocusTitle?: boolean;
  labelledBy?: string;
}

const DeskEditor = (props: DeskEditorProps, ref: ForwardedRef<DeskEditorHandle>) => {
  const { readOnly = false, labelledBy } = props;
  const text = useText();
  const id = useId();
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  // The view outlives a render; it calls what the last one gave.
  const latest = useRef(props);
  useLayoutEffect(() => {
    latest.current = props;
  });

  useLayoutEffect(() => {
    const { initial, limits, autoFocusTitle, onPastePage } = latest.current;
    const created = createView(host.current!, {
      initial: initial(),
      limits,
      id,
      text,
      labelledBy,
      isReadOnly: () => latest.current.readOnly ?? false,
      onChange: (body) => latest.current.onChange(body),
      onMove: (said) => latest.current.onMove?.(said),
      onPastePage: onPastePage && ((clip) => latest.current.onPastePage?.(clip)),
    });
    view.current = created;
    if (autoFocusTitle) created.focus();
    return () => {
      view.current = null;
      created.destroy();
    };
    // Made once: another article is another editor, which the page gives another key.
  }, []);

  useEffect(() => {
    const current = view.current;
    current?.setProps({ attributes: current.props.attributes });
  }, [readOnly]);

  useImperativeHandle(ref, () => handleOf(() => view.current), []);

  return (
    <Surface>
      <VisuallyHidden id={`${id}-help`}>{text('editor.help')}</VisuallyHidden>
      <div ref={host} />
    </Surface>
  );
};

export type { DeskEditorHandle } from './handle';

export default memo(forwardRef(DeskEditor));
