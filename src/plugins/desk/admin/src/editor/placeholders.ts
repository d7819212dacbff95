import type { Node } from 'prosemirror-model';
import type { Plugin } from 'prosemirror-state';
import { Decoration } from 'prosemirror-view';
import { isEmpty } from './blocks';
import { decorating } from './decorating';
import type { BlockKind } from './schema';

export type PlaceholderTexts = Record<BlockKind, string>;

/** Which blocks say what belongs there. */
export const emptyBlocks = (doc: Node): { pos: number; kind: BlockKind }[] => {
  const found: { pos: number; kind: BlockKind }[] = [];
  doc.forEach((node, pos) => {
    if (isEmpty(node)) found.push({ pos, kind: node.type.name as BlockKind });
  });
  return found;
};

export const placeholders = (texts: PlaceholderTexts): Plugin =>
  decorating('desk-placeholders', (doc) =>
    emptyBlocks(doc).map(({ pos, kind }) =>
      Decoration.node(pos, pos + 2, {
        class: 'desk-empty',
        'data-placeholder': texts[kind],
      }),
    ),
  );
