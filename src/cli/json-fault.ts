/** Where text stops being JSON, and what would be right there: the parsers of Node versions differ in both. */

const TOKEN = /[{}[\],:]|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const STOP = /["\\\u0000-\u001f]/g;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const SPACE = /[ \t\r\n]*/y;

type Wanted = 'value' | 'item' | 'key' | 'name' | 'colon' | 'more';

/** The token at a place; a text is searched for its end step by step, as it may be megabytes long. */
const tokenAt = (text: string, at: number): string | undefined => {
  if (text[at] !== '"') {
    TOKEN.lastIndex = at;
    return TOKEN.exec(text)?.[0];
  }
  STOP.lastIndex = at + 1;
  for (;;) {
    const stop = STOP.exec(text);
    if (stop?.[0] === '"') return text.slice(at, STOP.lastIndex);
    ESCAPE.lastIndex = stop?.index ?? text.length;
    if (!ESCAPE.test(text)) return undefined;
    STOP.lastIndex = ESCAPE.lastIndex;
  }
};

export interface JsonFault {
  /** In UTF-16 code units from the beginning. */
  offset: number;
  message: string;
}

const expected = (wanted: Wanted, inside: string | undefined): string => {
  if (wanted === 'colon') return 'a : behind the name';
  if (wanted === 'key') return 'a name in double quotes, or }';
  if (wanted === 'name') return 'a name in double quotes';
  if (wanted === 'more') return inside === '{' ? ', or }' : inside === '[' ? ', or ]' : 'the end';
  return wanted === 'item' ? 'a value, or ]' : 'a value';
};

const isText = (token: string): boolean => token.startsWith('"');
const isScalar = (token: string): boolean => !/^[{}[\],:]$/.test(token);

/** What is wanted behind a token, or null when it may not stand there. */
const next = (wanted: Wanted, token: string, open: string[]): Wanted | null => {
  if (wanted === 'colon') return token === ':' ? 'value' : null;
  if (wanted === 'name' || (wanted === 'key' && token !== '}'))
    return isText(token) ? 'colon' : null;
  if (wanted === 'more' && token === ',' && open.length > 0)
    return open.at(-1) === '{' ? 'name' : 'value';
  const closes =
    (wanted === 'key' || wanted === 'item' || wanted === 'more') && /^[}\]]$/.test(token);
  if (closes) return open.pop() === (token === '}' ? '{' : '[') ? 'more' : null;
  if (wanted === 'more') return null;
  if (token === '{' || token === '[') {
    open.push(token);
    return token === '{' ? 'key' : 'item';
  }
  return isScalar(token) ? 'more' : null;
};

/** @returns what is wrong first, or null when all of it is JSON */
export const jsonFault = (text: string): JsonFault | null => {
  const open: string[] = [];
  let wanted: Wanted = 'value';
  for (let at = 0; ;) {
    SPACE.lastIndex = at;
    SPACE.exec(text);
    at = SPACE.lastIndex;
    const inside = open.at(-1);
    if (at >= text.length) {
      if (wanted === 'more' && inside === undefined) return null;
      return {
        offset: at,
        message: `it ends too early: expected ${expected(wanted, inside)}; is it cut off?`,
      };
    }
    const token = tokenAt(text, at);
    if (token === undefined && text[at] === '"') {
      const message =
        'a text that begins here has no closing quote, or a line break or \\ in it that must be written \\n or \\\\';
      return { offset: at, message };
    }
    const then: Wanted | null = token === undefined ? null : next(wanted, token, open);
    if (then === null) {
      const found = token ?? text.slice(at).match(/^[\w.+-]+|^./u)?.[0] ?? '';
      const shown = found.length > 20 ? `${found.slice(0, 20)}…` : found;
      return { offset: at, message: `expected ${expected(wanted, inside)}, found ${shown}` };
    }
    wanted = then;
    at += token!.length;
  }
};

/** Reads JSON that begins at a place of a larger text; what is none is told with its place in that. */
export const parseJson = (
  text: string,
  begins: { line: number; column: number },
): { value: unknown } | { problem: string } => {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    const fault = jsonFault(text);
    if (!fault) return { problem: `is no JSON: ${(error as Error).message}` };
    const lines = text.slice(0, fault.offset).split('\n');
    const line = begins.line + lines.length - 1;
    const column = lines.at(-1)!.length + (lines.length === 1 ? begins.column : 1);
    return {
      problem: `is no JSON (line ${line}, column ${column}): ${fault.message}`,
    };
  }
};
