import { Schema, type DOMOutputSpec, type NodeSpec } from 'prosemirror-model';

export type BlockKind = 'title' | 'standfirst' | 'heading' | 'lead' | 'bullet';

const block = (kind: BlockKind, tag: string, fromDOM: string[], hasId = false): NodeSpec => ({
  content: 'text*',
  marks: '',
  // A line break that is stored already stays as it is; no key and no paste makes one.
  whitespace: 'pre',
  selectable: false,
  attrs: hasId ? { id: { default: '', validate: 'string' } } : undefined,
  parseDOM: [`${tag}.desk-${kind}`, ...fromDOM].map((selector) => ({
    tag: selector,
    getAttrs: (element) => (hasId ? { id: element.getAttribute('data-id') ?? '' } : null),
  })),
  toDOM: (node): DOMOutputSpec => [
    tag,
    { class: `desk-${kind}`, ...(node.attrs.id ? { 'data-id': node.attrs.id as string } : {}) },
    0,
  ],
});

/** Flat on purpose: a section is what stands between two headings, so no key has to mend a tree. */
export const schema = new Schema<'doc' | 'text' | BlockKind>({
  nodes: {
    doc: { content: 'title standfirst (heading | lead | bullet)*' },
    // First among the blocks that may repeat: what ProseMirror makes when it must fill a gap.
    bullet: block('bullet', 'p', ['li', 'p', 'div'], true),
    title: block('title', 'h1', []),
    standfirst: block('standfirst', 'p', []),
    heading: block('heading', 'h2', ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'], true),
    lead: block('lead', 'p', [], true),
    text: {},
  },
});

export const { title, standfirst, heading, lead, bullet } = schema.nodes;
