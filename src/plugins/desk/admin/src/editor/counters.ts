import type { Node } from 'prosemirror-model';
import type { Plugin } from 'prosemirror-state';
import { Decoration } from 'prosemirror-view';
import { decorating } from './decorating';
import { placesOf } from './places';
import { bullet, heading, lead, standfirst, title } from './schema';
import { countSentences } from '../../../server/src/sentences';

export interface DeskLimits {
  title: number;
  lead: number;
  heading: number;
  sectionLead: number;
  bullet: number;
  sections: number;
  bullets: number;
}

/** Something to say below a block. `index` is the block's child index. */
export type Note = { index: number } & (
  | { kind: 'left' | 'over'; count: number }
  | { kind: 'sentences'; count: number }
  | { kind: 'sections' | 'bullets'; limit: number }
);

/** Counted from here on: 160 letters of a title of 200. */
const SHARE = 0.8;

const limitOf = (node: Node, limits: DeskLimits): number => {
  if (node.type === title) return limits.title;
  if (node.type === standfirst) return limits.lead;
  if (node.type === heading) return limits.heading;
  return node.type === lead ? limits.sectionLead : limits.bullet;
};

/** Where limits bite, and leads that say more than one sentence. */
export const notesOf = (doc: Node, limits: DeskLimits): Note[] => {
  const notes: Note[] = [];
  let sections = 0;
  let bullets = 0;
  doc.forEach((node, _pos, index) => {
    if (node.type === heading) bullets = 0;
    if (node.type === heading && ++sections === limits.sections + 1) {
      notes.push({ index, kind: 'sections', limit: limits.sections });
    }
    if (node.type === bullet && ++bullets === limits.bullets + 1) {
      notes.push({ index, kind: 'bullets', limit: limits.bullets });
    }
    const limit = limitOf(node, limits);
    const { length } = node.textContent;
    if (length > limit) notes.push({ index, kind: 'over', count: length - limit });
    else if (length > limit * SHARE) notes.push({ index, kind: 'left', count: limit - length });
    if (node.type === lead) {
      const count = countSentences(node.textContent);
      if (count > 1) notes.push({ index, kind: 'sentences', count });
    }
  });
  return notes;
};

/** A line below a block that is no part of the text. */
export const lineBelow = (pos: number, id: string, className: string, text: string): Decoration =>
  Decoration.widget(
    pos,
    () => {
      const line = document.createElement('div');
      line.id = id;
      line.className = className;
      line.contentEditable = 'false';
      line.textContent = text;
      return line;
    },
    { side: -1, key: `${id} ${text}`, ignoreSelection: true, stopEvent: () => true },
  );

export const counters = (
  limits: DeskLimits,
  say: (note: Note) => string,
  idPrefix: string,
): Plugin =>
  decorating('desk-counters', (doc) => {
    const notes = notesOf(doc, limits);
    if (notes.length === 0) return [];
    const places = placesOf(doc);
    const starts: number[] = [];
    doc.forEach((_node, pos) => starts.push(pos));
    const ids = new Map<number, string[]>();
    const lines = notes.map((note) => {
      const id = `${idPrefix}-${note.kind}-${places[note.index]}`;
      ids.set(note.index, [...(ids.get(note.index) ?? []), id]);
      const isOver = note.kind !== 'left' && note.kind !== 'sentences';
      const after = starts[note.index]! + doc.child(note.index).nodeSize;
      return lineBelow(after, id, `desk-note${isOver ? ' desk-over' : ''}`, say(note));
    });
    const described = [...ids].map(([index, own]) =>
      Decoration.node(starts[index]!, starts[index]! + doc.child(index).nodeSize, {
        'aria-describedby': own.join(' '),
      }),
    );
    return [...lines, ...described];
  });
