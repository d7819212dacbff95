/**
 * Deepest nesting that is taken as structure. Browsers stop at 512; real pages stay below 60, and
 * the tree builder needs a stack frame or three a level.
 */
export const DEEPEST_HTML = 256;

/** Elements that close by themselves: thousands of open `<p>` or `<li>` are no nesting. */
const SELF_CLOSING = new Set(
  'area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr p li dt dd option optgroup tr td th thead tbody tfoot colgroup rt rp rb html head body'.split(
    ' ',
  ),
);
const RAW = new Set([
  'script',
  'style',
  'textarea',
  'title',
  'xmp',
  'iframe',
  'noembed',
  'noframes',
]);

/** Position behind the `>` that closes the tag opened at `at`, quotes respected; -1 without one. */
const endOfTag = (input: string, at: number): number => {
  let quote = '';
  for (let index = at; index < input.length; index += 1) {
    const character = input[index];
    if (quote !== '') {
      if (character === quote) quote = '';
    } else if (character === '>') return index + 1;
    else if ((character === '"' || character === "'") && input[index - 1] === '=')
      quote = character;
  }
  return -1;
};

export interface LimitedHtml {
  html: string;
  /** Line of the first tag replaced, or null when the input came through untouched. */
  deepLine: number | null;
  /**
   * A tag or comment that never ends. A browser would show nothing behind it; here its `<`, and for
   * a tag every later one, is taken for the character. (Behind an open script or style nothing can be told from code.)
   */
  unclosed: { what: 'tag' | 'comment' | 'script' | 'style'; line: number } | null;
}

const lineAt = (input: string, at: number): number => {
  let line = 1;
  for (let next = input.indexOf('\n'); next >= 0 && next < at; next = input.indexOf('\n', next + 1))
    line += 1;
  return line;
};

/**
 * HTML with every tag beyond {@link DEEPEST_HTML} levels replaced by `<br>` (line ends inside kept,
 * so that line numbers stay). One pass over the input.
 */
export const limitDepth = (input: string): LimitedHtml => {
  let unclosed: LimitedHtml['unclosed'] = null;
  const out: string[] = [];
  let deepLine: number | null = null;
  let depth = 0;
  let copied = 0;
  let at = input.indexOf('<');
  while (at >= 0) {
    if (input.startsWith('<!--', at)) {
      const end = input.indexOf('-->', at + 4);
      if (end < 0) {
        unclosed = { what: 'comment', line: lineAt(input, at) };
        out.push(input.slice(copied, at), input.slice(at).replaceAll('<!--', '&lt;!--'));
        copied = input.length;
        break;
      }
      at = input.indexOf('<', end + 3);
      continue;
    }
    const closing = input[at + 1] === '/';
    const from = closing ? at + 2 : at + 1;
    const name = /^[a-z][^\s/>]{0,40}/iu.exec(input.slice(from, from + 41))?.[0].toLowerCase();
    if (name === undefined) {
      at = input.indexOf('<', at + 1);
      continue;
    }
    const end = endOfTag(input, from);
    if (end < 0) {
      unclosed = { what: 'tag', line: lineAt(input, at) };
      out.push(input.slice(copied, at), input.slice(at).replaceAll('<', '&lt;'));
      copied = input.length;
      break;
    }
    const counts = !SELF_CLOSING.has(name) && input[end - 2] !== '/';
    const level = depth;
    if (counts) depth = closing ? Math.max(depth - 1, 0) : depth + 1;
    const tooDeep = (closing ? level : depth) > DEEPEST_HTML;
    if (tooDeep && (counts || name === 'li') && !RAW.has(name)) {
      deepLine ??= lineAt(input, at);
      out.push(
        input.slice(copied, at),
        '<br>',
        '\n'.repeat(input.slice(at, end).split('\n').length - 1),
      );
      copied = end;
    }
    if (!closing && RAW.has(name)) {
      if (counts) depth -= 1;
      const close = new RegExp(`</${name}`, 'giu');
      close.lastIndex = end;
      const found = close.exec(input);
      if (!found) {
        if (name === 'script' || name === 'style')
          unclosed = { what: name, line: lineAt(input, at) };
        break;
      }
      const after = input.indexOf('>', found.index);
      if (after < 0) break;
      at = input.indexOf('<', after);
      continue;
    }
    at = input.indexOf('<', end);
  }
  out.push(input.slice(copied));
  return { html: out.join(''), deepLine, unclosed };
};
