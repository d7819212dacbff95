/** A line of a pasted page, as its markup tells. */
export interface Line {
  kind: 'heading' | 'lead' | 'bullet' | 'paragraph';
  text: string;
  /** Markup says that it is a list item whose marker stands in the text. */
  isMarked?: boolean;
}

const BLOCKS = new Set(
  'address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section summary table tbody tfoot thead tr ul'.split(
    ' ',
  ),
);
const UNSEEN = new Set('head script style template title xml'.split(' '));

const ENTITIES: Record<string, string> = Object.fromEntries(
  'amp & lt < gt > quot " apos \' ndash – mdash — hellip … lsquo ‘ rsquo ’ sbquo ‚ ldquo “ rdquo ” bdquo „ laquo « raquo » bull • middot · euro € pound £ cent ¢ yen ¥ sect § deg ° copy © reg ® trade ™ times × frac12 ½ auml ä ouml ö uuml ü Auml Ä Ouml Ö Uuml Ü szlig ß eacute é egrave è agrave à ccedil ç ntilde ñ'
    .split(' ')
    .reduce<string[][]>((pairs, part, i, all) => {
      if (i % 2 === 0) pairs.push([part, all[i + 1]!]);
      return pairs;
    }, []),
);

const decode = (text: string): string =>
  text.replace(/&(#x[\da-f]{1,6}|#\d{1,7}|\w+);/gi, (whole, name: string) => {
    if (name === 'nbsp') return ' ';
    if (!name.startsWith('#')) return ENTITIES[name] ?? whole;
    const code = /^#x/i.test(name) ? parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });

/** Word's list markers, which it writes for programs that know no lists. */
const withoutWord = (html: string): string =>
  html
    .replace(/<!--\[if !supportLists\]-->[\s\S]*?<!--\[endif\]-->/gi, '')
    .replace(/<!\[if !supportLists\]>[\s\S]*?<!\[endif\]>/gi, '')
    .replace(/<!--[\s\S]*?(?:-->|$)/g, '')
    .replace(/<!\[[^\]]*\]>|<![a-z][^>]*>|<\?[^>]*>/gi, '');

const TAG = /<(\/?)([a-z][\w:-]*)((?:"[^"]*"|'[^']*'|[^"'>])*)>/gi;

const kindOf = (tag: string, attributes: string): Line['kind'] | null => {
  const own = /data-desk=["']?(heading|lead|bullet)/i.exec(attributes)?.[1];
  if (own) return own as Line['kind'];
  if (/^h[1-6]$/.test(tag) || /class=["']?Mso(?:Title|Heading)/i.test(attributes)) return 'heading';
  if (/mso-list:(?!\s*none)|class=["']?MsoListBullet/i.test(attributes)) return 'bullet';
  return tag === 'li' ? 'bullet' : null;
};

/** Reads HTML as lines. Works on the text of it, so that it needs no document. */
export const linesFromHtml = (html: string): Line[] => {
  const source = withoutWord(html);
  const lines: Line[] = [];
  // Innermost last. A paragraph inside a list item is that item's line, not a paragraph.
  const open: { tag: string; kind: Line['kind'] | null; isMarked: boolean }[] = [];
  let text = '';
  let unseen = 0;
  /** Depth inside a marker that Word wrote without its brackets. */
  let marker = 0;

  const flush = () => {
    const line = text.replace(/[\s\u00a0]+/g, ' ').trim();
    text = '';
    if (line === '') return;
    const owner = open.findLast(({ kind }) => kind !== null);
    lines.push({
      kind: owner?.kind ?? 'paragraph',
      text: line,
      ...(owner?.isMarked ? { isMarked: true } : {}),
    });
  };

  const openTag = (tag: string, attributes: string) => {
    if (UNSEEN.has(tag)) unseen++;
    else if (marker > 0 || (tag === 'span' && /mso-list:\s*ignore/i.test(attributes))) {
      if (tag === 'span') marker++;
    } else if (tag === 'br') {
      const inText = open.findLast(({ kind }) => kind !== null);
      if (inText && inText.kind !== 'paragraph') text += ' ';
      else flush();
    } else if (tag === 'td' || tag === 'th') text += ' ';
    else if (BLOCKS.has(tag)) {
      flush();
      const kind = kindOf(tag, attributes);
      if (tag === 'hr') return;
      open.push({ tag, kind, isMarked: kind === 'bullet' && tag !== 'li' });
    }
  };

  const closeTag = (tag: string) => {
    if (UNSEEN.has(tag)) unseen = Math.max(0, unseen - 1);
    else if (marker > 0) {
      if (tag === 'span') marker--;
    } else if (BLOCKS.has(tag)) {
      flush();
      const at = open.findLastIndex((one) => one.tag === tag);
      if (at >= 0) open.splice(at);
    }
  };

  let end = 0;
  const add = (raw: string) => {
    if (unseen === 0 && marker === 0) text += decode(raw);
  };
  for (const match of source.matchAll(TAG)) {
    add(source.slice(end, match.index));
    end = match.index + match[0].length;
    const tag = match[2]!.toLowerCase();
    if (match[1]) closeTag(tag);
    else if (!match[3]!.endsWith('/') || tag === 'br') openTag(tag, match[3]!);
  }
  add(source.slice(end));
  flush();
  return lines;
};
