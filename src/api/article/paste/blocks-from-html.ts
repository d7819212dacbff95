import type { Element, Nodes, Root, Text } from 'hast';
import rehypeParse from 'rehype-parse';
import { unified } from 'unified';
import { withoutMarker } from './bullet-marker';
import { isShortcode } from './chrome';
import * as names from './html-elements';
import { START, HtmlContexts } from './html-context';
import type { Context } from './html-context';
import { DEEPEST_HTML, limitDepth } from './html-depth';
import { readFacts } from './html-head';
import type { DocumentFacts } from './html-head';
import { piecesOfRun } from './lines-to-blocks';
import { LineBuilder, plainLine, toBlock } from './rich-line';
import type { RichLine } from './rich-line';
import { isBlank } from './text-shape';
import type { Block, PageBlocks } from './types';

const UNCLOSED = {
  tag: 'a tag is never closed with “>”, so all from here on is read as text: close it or write &lt;',
  comment: 'a comment is never closed with “-->”, so it is read as text: close it',
  script: 'a script is never closed with </script>, so nothing behind it is read: close it',
  style: 'a style is never closed with </style>, so nothing behind it is read: close it',
} as const;

class HtmlReader {
  readonly blocks: Block[] = [];
  readonly problems: { line: number; message: string }[] = [];
  private builder = new LineBuilder();
  private line = 1;
  private counter = 0;
  private lastItem = 0;

  private readonly contexts: HtmlContexts;

  constructor(
    private readonly facts: DocumentFacts,
    private readonly lastLine: number,
  ) {
    this.contexts = new HtmlContexts(facts, () => this.nextId());
  }

  readAll(root: Root): void {
    this.children(root.children, START);
    this.flush(START);
  }

  /** The parser counts the end of a line that begins with a lone "&" twice. */
  private lineOf({ position }: Nodes): number {
    return Math.min(position?.start.line ?? this.line, this.lastLine);
  }

  private nextId(): number {
    this.counter += 1;
    return this.counter;
  }

  private children(nodes: readonly Nodes[], context: Context): void {
    for (const node of nodes) {
      if (node.type === 'text') this.text(node, context);
      else if (node.type === 'element') this.element(node, context);
    }
  }

  private text(node: Text, context: Context): void {
    this.line = this.lineOf(node);
    let line = this.line;
    const inline = context.level > 0 || context.item > 0;
    const parts = context.pre
      ? node.value.split(/(\n)/u)
      : !this.facts.hasParagraphs && !inline
        ? node.value.split(/(\n[ \t]*\n\s*)/u)
        : [node.value];
    parts.forEach((part, index) => {
      if (index % 2 === 1) {
        this.builder.newline();
        if (!context.pre) this.flush(context);
      } else {
        this.builder.push(part, context.style, line);
      }
      line += part.split('\n').length - 1;
    });
  }

  private flush(context: Context): void {
    let run: RichLine[] = [];
    for (const line of this.builder.take()) {
      if (isBlank(line.text)) {
        this.emit(run, context);
        run = [];
      } else run.push(line);
    }
    this.emit(run, context);
  }

  private emit(run: readonly RichLine[], context: Context): void {
    if (run.length === 0) return;
    const { item, list, depth, regions, newsletter } = context;
    const common = { item, list, depth: Math.max(depth, 0), regions, newsletter };
    if (context.kind !== 'paragraph') {
      for (const line of run) this.blocks.push(toBlock(line, { ...common, kind: context.kind }));
      return;
    }
    if (item > 0) {
      for (const line of run) {
        const kind = item === this.lastItem ? 'paragraph' : 'bullet';
        this.lastItem = item;
        const bare =
          kind === 'bullet' && !/^[\p{L}\p{N}(]/u.test(line.text) ? withoutMarker(line) : null;
        this.blocks.push(toBlock(bare ?? line, { ...common, kind, level: context.level }));
      }
      return;
    }
    if (context.level > 0) {
      const text = run.map((line) => line.text).join(' ');
      const first = run[0] ?? plainLine('', this.line);
      const links = run.flatMap((line) => line.links);
      this.blocks.push(
        toBlock({ ...first, text, links }, { ...common, kind: 'heading', level: context.level }),
      );
      return;
    }
    for (const piece of piecesOfRun(run, { kind: 'apart' })) {
      const inPicture = /^\[caption[\s\]]/u.test(piece.line.text);
      const kind = inPicture ? 'aside' : isShortcode(piece.line.text) ? 'chrome' : piece.kind;
      if (kind === 'bullet') this.looseBullet(piece.line, common);
      else this.blocks.push(toBlock(piece.line, { ...common, kind }));
    }
  }

  /** An item that no list element holds: Word's, or a typed "•". */
  private looseBullet(line: RichLine, common: Partial<Block>): void {
    const last = this.blocks.at(-1);
    const list = last?.kind === 'bullet' && last.list < 0 ? last.list : -this.nextId();
    this.blocks.push(toBlock(line, { ...common, kind: 'bullet', item: this.nextId(), list }));
  }

  private element(node: Element, context: Context): void {
    const name = node.tagName;
    this.line = this.lineOf(node);
    if (names.WORDLESS.has(name) || names.isWordMarker(node)) return;
    if (!names.isElementName(name) && context.kind !== 'chrome') {
      const message = `“<${name}>” is read as a tag and not shown: if the page says it, write &lt;${name}&gt;`;
      this.problems.push({ line: this.line, message });
    }
    if (name === 'br') return this.builder.newline();
    if (name === 'hr') return this.flush(context);
    if (name === 'img') return this.picture(node, context);
    if (name === 'input') return this.input(node, context);
    if (name === 'title' && node === this.facts.titleElement) return;
    const inside = this.contexts.inside(node, context);
    if (names.isWordItem(node) && inside.kind === 'paragraph')
      return this.wordItem(node, context, inside);
    if (name === 'tr' && inside.kind === 'aside') return this.row(node, context, inside);
    if (name === 'time') this.builder.separate();
    if (names.INLINE.has(name) || name.includes(':')) {
      if (inside.kind !== context.kind) {
        this.flush(context);
        this.children(node.children, inside);
        return this.flush(inside);
      }
      return this.children(node.children, inside);
    }
    this.flush(context);
    if (name === 'button') {
      this.children(node.children, inside);
      return this.control(this.builder.take(), context);
    }
    this.children(node.children, inside);
    this.flush(inside);
  }

  private wordItem(node: Element, outside: Context, inside: Context): void {
    this.flush(outside);
    this.children(node.children, inside);
    const [first, ...rest] = this.builder.take().filter((line) => !isBlank(line.text));
    if (!first) return;
    const common = { depth: names.wordItemDepth(node), regions: inside.regions };
    this.looseBullet(withoutMarker(first) ?? first, common);
    const item = this.blocks.at(-1)?.item ?? 0;
    for (const line of rest)
      this.blocks.push(toBlock(line, { ...common, kind: 'paragraph', item }));
  }

  /** A row of a table of figures is one line; such a table has no place in an article. */
  private row(node: Element, outside: Context, inside: Context): void {
    this.flush(outside);
    const cells: RichLine[] = [];
    for (const cell of node.children) {
      if (cell.type !== 'element') continue;
      const reader = this.builder;
      this.builder = new LineBuilder();
      const before = this.blocks.length;
      this.children(cell.children, inside);
      this.flush(inside);
      this.builder = reader;
      for (const part of this.blocks.splice(before)) {
        if (part.kind === 'chrome') this.blocks.push(part);
        else cells.push(part);
      }
    }
    const text = cells.map((cell) => cell.text).join(' | ');
    const first = cells[0];
    const links = cells.flatMap((cell) => cell.links);
    if (first)
      this.blocks.push(
        toBlock({ ...first, text, links }, { kind: 'aside', regions: inside.regions }),
      );
  }

  private picture(node: Element, context: Context): void {
    const alt = names.attribute(node, 'alt').trim();
    if (alt === '') return;
    // Emoji pictures of WordPress and mail programs stand for their character.
    const isEmoji = names.classesOf(node).some((word) => /emoji|wp-smiley/u.test(word));
    if (isEmoji) this.builder.push(alt, context.style, this.line);
    else
      this.blocks.push(
        toBlock(plainLine(alt, this.line), { kind: 'chrome', regions: context.regions }),
      );
  }

  private input(node: Element, context: Context): void {
    const type = names.attribute(node, 'type').toLowerCase();
    if (type !== 'submit' && type !== 'button') return;
    const value = names.attribute(node, 'value').trim();
    this.flush(context);
    if (value !== '') this.control([plainLine(value, this.line)], context);
  }

  private control(lines: readonly RichLine[], context: Context): void {
    for (const line of lines) {
      if (isBlank(line.text)) continue;
      const { newsletter, regions } = context;
      this.blocks.push(toBlock(line, { kind: 'control', newsletter, regions }));
    }
  }
}

/** Clipboard envelope of Windows ("Version:0.9 StartHTML:…"), blanked so that line numbers stay. */
const CLIPBOARD_HEADER = /^Version:\d[^\n]*\n(?:(?:Start|End|Source)[A-Za-z]*:[^\n]*\n)+/u;

const parser = unified().use(rehypeParse);

/** HTML: a whole document, a fragment, or what Word, Google Docs and WordPress put on a clipboard. */
export const blocksFromHtml = (input: string): PageBlocks => {
  const body = input.replace(CLIPBOARD_HEADER, (header) => header.replace(/[^\n]/gu, ''));
  const { html, deepLine, unclosed } = limitDepth(body);
  const root = parser.parse(html);
  const facts = readFacts(root);
  const copiedFrom = /^SourceURL:(\S+)$/mu.exec(CLIPBOARD_HEADER.exec(input)?.[0] ?? '')?.[1];
  if (copiedFrom !== undefined && URL.canParse(copiedFrom)) facts.head.base ??= copiedFrom;
  const reader = new HtmlReader(facts, html.split(/\r\n?|\n/u).length);
  reader.readAll(root);
  const problems = reader.problems;
  if (deepLine !== null) {
    const message = `tags are nested deeper than ${DEEPEST_HTML}: the text inside is kept, its structure is not`;
    problems.unshift({ line: deepLine, message });
  }
  if (unclosed !== null) problems.push({ line: unclosed.line, message: UNCLOSED[unclosed.what] });
  return { blocks: reader.blocks, head: facts.head, problems, linksAreText: false };
};
