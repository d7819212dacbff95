import type { ListItem, Nodes, PhrasingContent, Root, RootContent, Table } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import type { Processor } from 'unified';
import { blocksFromHtml } from './blocks-from-html';
import { blocksFromText } from './blocks-from-text';
import { hrefOf } from './html-tag';
import { isElementName } from './html-elements';
import { piecesOfRun } from './lines-to-blocks';
import { chunksOf, definitionsOf, neededDefinitions } from './markdown-chunks';
import type { Chunk } from './markdown-chunks';
import { LineBuilder, PLAIN, plainLine, toBlock } from './rich-line';
import type { RichLine, Style } from './rich-line';
import { isBlank } from './text-shape';
import { emptyHead, makeBlock } from './types';
import type { Block, PageBlocks } from './types';

interface Place {
  item: number;
  list: number;
  depth: number;
}

const OUTSIDE: Place = { item: 0, list: 0, depth: -1 };

/** Pasted text is indented for many reasons, and never because it is code. */
function withoutIndentedCode(this: Processor): void {
  const data = this.data() as { micromarkExtensions?: unknown[] };
  (data.micromarkExtensions ??= []).push({ disable: { null: ['codeIndented'] } });
}

const parser = unified().use(remarkParse).use(remarkGfm).use(withoutIndentedCode);

class MarkdownReader {
  readonly blocks: Block[] = [];
  readonly problems: { line: number; message: string }[] = [];
  private builder = new LineBuilder();
  private counter = 0;
  private lastItem = 0;
  private source = '';
  private offset = 0;
  private boldTags = 0;
  private linkTag: string | null = null;
  private inTable = false;
  private readonly defined = new Set<string>();

  constructor(
    private readonly definitions: ReadonlyMap<string, string>,
    private readonly referred: ReadonlySet<string>,
  ) {}

  read(chunk: Chunk): void {
    this.offset = chunk.line - 1;
    if (chunk.plain) {
      const message = 'the line is too long for Markdown and was read as plain text';
      this.problems.push({ line: chunk.line, message });
      this.adopt(blocksFromText(chunk.text), this.offset);
      return;
    }
    const needed = [...neededDefinitions(chunk.text, this.definitions).values()];
    this.source = needed.length > 0 ? `${chunk.text}\n\n${needed.join('\n')}` : chunk.text;
    const own = chunk.text.split('\n').length;
    const root: Root = parser.parse(this.source);
    for (const node of root.children) {
      if ((node.position?.start.line ?? 1) <= own) this.block(node, OUTSIDE);
    }
  }

  private nextId(): number {
    this.counter += 1;
    return this.counter;
  }

  private lineOf(node: Nodes): number {
    return (node.position?.start.line ?? 1) + this.offset;
  }

  private sourceOf(node: Nodes): string {
    return this.source.slice(node.position?.start.offset, node.position?.end.offset);
  }

  /** Takes over what another reader made of a part of the input. */
  private adopt(page: PageBlocks, lines: number): void {
    const ids = this.counter;
    for (const block of page.blocks) {
      const item = block.item === 0 ? 0 : block.item + ids;
      const list = block.list === 0 ? 0 : Math.abs(block.list) + ids;
      this.counter = Math.max(this.counter, item, list);
      this.blocks.push({ ...block, line: block.line + lines, item, list });
    }
    for (const { line, message } of page.problems)
      this.problems.push({ line: line + lines, message });
  }

  private plain(kind: 'aside' | 'chrome' | 'rule', text: string, node: Nodes): void {
    if (!isBlank(text)) this.blocks.push(toBlock(plainLine(text, this.lineOf(node)), { kind }));
  }

  private block(node: RootContent, place: Place): void {
    switch (node.type) {
      case 'heading':
        return this.heading(node.depth, node.children, place);
      case 'paragraph':
        this.boldTags = 0;
        this.linkTag = null;
        this.inline(node.children, PLAIN, place);
        return this.flush(place);
      case 'list': {
        const last = this.blocks.at(-1);
        const list = place.list || (last?.item ? last.list : 0) || this.nextId();
        for (const item of node.children)
          this.item(item, { list, item: 0, depth: place.depth + 1 });
        return;
      }
      case 'blockquote':
        for (const child of node.children) this.block(child, place);
        return;
      case 'thematicBreak':
        return this.plain('rule', this.sourceOf(node), node);
      case 'code': {
        this.plain('chrome', [node.lang, node.meta].filter(Boolean).join(' '), node);
        const fenced = /^\s*(?:`{3,}|~{3,})/u.test(this.sourceOf(node)) ? 1 : 0;
        node.value.split('\n').forEach((text, index) => {
          const line = this.lineOf(node) + fenced + index;
          if (!isBlank(text)) this.blocks.push(toBlock(plainLine(text, line), { kind: 'aside' }));
        });
        return;
      }
      case 'html':
        return this.adopt(blocksFromHtml(node.value), this.lineOf(node) - 1);
      case 'table':
        return this.table(node);
      case 'definition':
        if (!this.isReferred(node.identifier)) this.plain('aside', this.sourceOf(node), node);
        else if (node.title) this.plain('chrome', node.title, node);
        return;
      case 'footnoteDefinition':
        return this.plain('aside', this.sourceOf(node), node);
      default:
        return this.plain('aside', this.sourceOf(node), node);
    }
  }

  /** The first definition of a label that something refers to; a second one is not used. */
  private isReferred(identifier: string): boolean {
    if (!this.referred.has(identifier) || this.defined.has(identifier)) return false;
    this.defined.add(identifier);
    return true;
  }

  private heading(level: number, children: readonly PhrasingContent[], place: Place): void {
    this.inline(children, PLAIN, place);
    const lines = this.builder.take().filter((line) => !isBlank(line.text));
    const first = lines[0];
    if (!first) return;
    const text = lines.map((line) => line.text).join(' ');
    const links = lines.flatMap((line) => line.links);
    const isBullet = place.item > 0 && place.item !== this.lastItem;
    if (place.item > 0) this.lastItem = place.item;
    const kind = place.item === 0 ? 'heading' : isBullet ? 'bullet' : 'paragraph';
    const depth = Math.max(place.depth, 0);
    this.blocks.push(toBlock({ ...first, text, links }, { ...place, depth, kind, level }));
  }

  private item(node: ListItem, place: Place): void {
    const inside = { ...place, item: this.nextId() };
    if (typeof node.checked === 'boolean') {
      this.builder.push(node.checked ? '[x] ' : '[ ] ', PLAIN, this.lineOf(node));
    }
    for (const child of node.children) this.block(child, inside);
  }

  /** A row is one line; a table has no place in an article. */
  private table(node: Table): void {
    this.inTable = true;
    for (const row of node.children) {
      const before = this.blocks.length;
      for (const cell of row.children) {
        this.inline(cell.children, PLAIN, OUTSIDE);
        this.flush(OUTSIDE);
      }
      const parts = this.blocks.splice(before);
      const cells = parts.filter((part) => part.kind !== 'chrome');
      const text = cells.map((cell) => cell.text).join(' | ');
      const links = cells.flatMap((cell) => cell.links);
      this.blocks.push(...parts.filter((part) => part.kind === 'chrome'));
      if (text !== '')
        this.blocks.push(makeBlock({ kind: 'aside', text, line: this.lineOf(row), links }));
    }
    this.inTable = false;
  }

  private flush(place: Place): void {
    const run: RichLine[] = this.builder.take();
    if (this.inTable) {
      for (const line of run)
        if (!isBlank(line.text)) this.blocks.push(toBlock(line, { kind: 'aside' }));
      return;
    }
    const depth = Math.max(place.depth, 0);
    piecesOfRun(run, { kind: 'soft' }).forEach(({ kind, line }, index) => {
      if (place.item === 0) {
        if (kind !== 'bullet') this.blocks.push(toBlock(line, { kind }));
        else this.looseBullet(line);
        return;
      }
      if (kind === 'bullet' && (index > 0 || place.item === this.lastItem))
        return this.looseBullet(line);
      if (place.item !== this.lastItem) {
        this.lastItem = place.item;
        this.blocks.push(toBlock(line, { ...place, depth, kind: 'bullet' }));
        return;
      }
      // A label under an item without indentation is a line of its own ("Source: …").
      const owned = index === 0 ? { ...place, depth } : {};
      this.blocks.push(toBlock(line, { ...owned, kind: kind === 'rule' ? 'rule' : 'paragraph' }));
    });
  }

  /** An item by its sign only, such as "•", which is no list in Markdown. */
  private looseBullet(line: RichLine): void {
    const last = this.blocks.at(-1);
    const list = last?.item ? last.list : this.nextId();
    this.blocks.push(toBlock(line, { kind: 'bullet', item: this.nextId(), list }));
  }

  private inline(nodes: readonly PhrasingContent[], style: Style, place: Place): void {
    for (const node of nodes) this.phrase(node, style, place);
  }

  private push(text: string, style: Style, line: number): void {
    const bold = style.bold || this.boldTags > 0;
    const url = style.url ?? this.linkTag;
    text.split('\n').forEach((part, index) => {
      if (index > 0) this.builder.newline();
      this.builder.push(part, { ...style, bold, url }, line + index);
    });
  }

  private phrase(node: PhrasingContent, style: Style, place: Place): void {
    switch (node.type) {
      case 'text':
      case 'inlineCode':
        return this.push(node.value, style, this.lineOf(node));
      case 'break':
        return this.flush(place);
      case 'strong':
        return this.inline(node.children, { ...style, bold: true }, place);
      case 'emphasis':
      case 'delete':
        return this.inline(node.children, style, place);
      case 'link':
        this.inline(node.children, { ...style, url: node.url }, place);
        if (node.title) this.plain('chrome', node.title, node);
        return;
      case 'linkReference':
        return this.inline(node.children, { ...style, url: this.urlOf(node.identifier) }, place);
      case 'image':
      case 'imageReference':
        return this.plain('chrome', this.sourceOf(node), node);
      case 'html':
        return this.tag(node.value, style, node, place);
      default:
        return this.push(this.sourceOf(node), style, this.lineOf(node));
    }
  }

  private urlOf(identifier: string): string | null {
    const definition = this.definitions.get(identifier.toLowerCase());
    return /\]:\s*<?([^\s>]+)/u.exec(definition ?? '')?.[1] ?? null;
  }

  /** A tag inside a paragraph: bold, links and line breaks count, comments vanish, "<loss>" is a word. */
  private tag(value: string, style: Style, node: Nodes, place: Place): void {
    const tag = /^<(\/?)([a-z][^\s/>]*)/iu.exec(value);
    const name = tag?.[2]?.toLowerCase() ?? '';
    if (value.startsWith('<!--')) return;
    if (name === 'br') return this.flush(place);
    if (!isElementName(name)) return this.push(value, style, this.lineOf(node));
    if (name === 'img') return this.plain('chrome', value, node);
    if (name === 'a') this.linkTag = tag?.[1] === '/' ? null : hrefOf(value);
    if (name === 'b' || name === 'strong') {
      this.boldTags = Math.max(this.boldTags + (tag?.[1] === '/' ? -1 : 1), 0);
    }
  }
}

/** Markdown with GitHub's extensions. Raw HTML blocks are read as HTML. */
export const blocksFromMarkdown = (input: string): PageBlocks => {
  const chunks = chunksOf(input);
  const definitions = definitionsOf(input);
  const referred = new Set<string>();
  for (const chunk of chunks) {
    for (const key of neededDefinitions(chunk.text, definitions).keys()) referred.add(key);
  }
  const reader = new MarkdownReader(definitions, referred);
  for (const chunk of chunks) reader.read(chunk);
  return {
    blocks: reader.blocks,
    head: emptyHead(),
    problems: reader.problems,
    linksAreText: true,
  };
};
