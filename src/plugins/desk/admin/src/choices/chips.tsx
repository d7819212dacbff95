import { useEffect, useRef, type KeyboardEvent, type RefObject } from 'react';
import { Flex, Tag } from '@strapi/design-system';
import { Cross } from '@strapi/icons';
import { idsOf } from '../../../server/src/ids';
import { useText } from '../text';

interface ChipsProps {
  label: string;
  list: string;
  nameOf: (id: string) => string;
  /** Takes the focus when the last one is gone. */
  field: RefObject<HTMLElement | null>;
  onRemove: (id: string) => void;
  onMove: (id: string, by: -1 | 1) => void;
}

/** What is chosen, in its order: each can be removed, and moved with Alt and the arrow keys. */
export const Chips = ({ label, list, nameOf, field, onRemove, onMove }: ChipsProps) => {
  const text = useText();
  const root = useRef<HTMLUListElement>(null);
  const next = useRef<number | null>(null);
  const ids = idsOf(list);
  useEffect(() => {
    if (next.current === null) return;
    const buttons = [...(root.current?.querySelectorAll('button') ?? [])];
    (buttons[Math.min(next.current, buttons.length - 1)] ?? field.current)?.focus();
    next.current = null;
  }, [field, list]);
  if (ids.length === 0) return null;
  const onKey = (event: KeyboardEvent, id: string, at: number): void => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key] as -1 | 1 | undefined;
    if (!event.altKey || by === undefined) return;
    event.preventDefault();
    if (ids[at + by] === undefined) return;
    next.current = at + by;
    onMove(id, by);
  };
  return (
    <Flex ref={root} tag="ul" gap={1} wrap="wrap" aria-label={label}>
      {ids.map((id, at) => (
        <li key={id} onKeyDown={(event) => onKey(event, id, at)}>
          <Tag
            icon={<Cross aria-hidden />}
            label={text('write.choice.remove', { name: nameOf(id) })}
            onClick={() => {
              next.current = at;
              onRemove(id);
            }}
          >
            {nameOf(id)}
          </Tag>
        </li>
      ))}
    </Flex>
  );
};
