/** The values of a JSON file of any size, one at a time: the items of an array, or one a line. */
import { parseJson } from './json-fault';

/** An article has some hundred thousand characters at most; what is longer was never closed. */
const LONGEST = 16 * 1024 * 1024;

export type JsonValue = {
  /** Behind the file's name: `[12]`, `:7`, or nothing for the only one. */
  place: string;
} & ({ value: unknown } | { problem: string });

const [NEWLINE, QUOTE, COMMA, BACKSLASH] = [10, 34, 44, 92];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [91, 93, 123, 125];
const isSpace = (code: number): boolean => code === 32 || (code >= 9 && code <= 13);

/** One item while it is gathered. */
interface Pending {
  parts: string[];
  length: number;
  begins: { line: number; column: number };
  /** Where its first character stands; 0 before that came. */
  line: number;
}

/** The items of an array that is the whole input. An item that is broken in itself leaves the others readable. */
export const arrayItems = async function* (
  texts: AsyncIterable<string>,
): AsyncGenerator<JsonValue> {
  let [index, line, depth] = [0, 1, 0];
  let [inText, escaped, ended] = [false, false, false];
  // Offsets of this piece, and of the line, in the whole input.
  let [before, lineBegan] = [0, 0];
  const begin = (offset: number): Pending => ({
    parts: [],
    length: 0,
    begins: { line, column: before + offset - lineBegan + 1 },
    line: 0,
  });
  let item = begin(0);
  const here = (): string => `[${index}]`;
  const unclosed = (): JsonValue => ({
    place: here(),
    problem: item.line
      ? `the article that begins in line ${item.line} is never closed: a quote or bracket is missing, or the file is cut off`
      : `the list is cut off behind line ${line}: expected an article, or ]`,
  });
  const take = (): JsonValue => {
    const read = parseJson(item.parts.join(''), item.begins);
    return { place: here(), ...read };
  };

  for await (const text of texts) {
    let from = 0;
    const keep = (to: number): void => {
      item.parts.push(text.slice(from, to));
      item.length += to - from;
    };
    for (let i = 0; i < text.length; i += 1) {
      const code = text.charCodeAt(i);
      if (code === NEWLINE) {
        line += 1;
        lineBegan = before + i + 1;
      }
      if (inText) {
        if (escaped) escaped = false;
        else if (code === BACKSLASH) escaped = true;
        else if (code === QUOTE) inText = false;
        continue;
      }
      if (isSpace(code)) continue;
      if (ended) {
        yield {
          place: '',
          problem: `line ${line}: there is more behind the list; expected the end`,
        };
        return;
      }
      if (depth === 0) {
        depth = 1;
        from = i + 1;
        item = begin(from);
        continue;
      }
      const closes = code === CLOSE_LIST || code === CLOSE_OBJECT;
      if (depth === 1 && (code === COMMA || closes)) {
        keep(i);
        from = i + 1;
        if (code === CLOSE_OBJECT) {
          yield { place: here(), problem: `line ${line}: a } too many; expected , or ]` };
          return;
        }
        ended = closes;
        if (item.line || code === COMMA || index > 0) yield take();
        index += 1;
        item = begin(from);
        continue;
      }
      item.line ||= line;
      if (code === QUOTE) inText = true;
      else if (code === OPEN_LIST || code === OPEN_OBJECT) depth += 1;
      else if (closes) depth -= 1;
    }
    keep(text.length);
    if (item.length > LONGEST) return yield unclosed();
    before += text.length;
  }
  if (!ended) yield unclosed();
};

const rowsOf = async function* (
  texts: AsyncIterable<string>,
): AsyncGenerator<{ row: string; line: number }> {
  let line = 1;
  let parts: string[] = [];
  let length = 0;
  for await (const text of texts) {
    let from = 0;
    // Only at \n: U+2028 and the like stand in texts as they are.
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', from)) {
      yield { row: [...parts, text.slice(from, at)].join(''), line };
      [parts, length] = [[], 0];
      from = at + 1;
      line += 1;
    }
    parts.push(text.slice(from));
    length += text.length - from;
    if (length > LONGEST) throw new Error(`line ${line} is too long for an article`);
  }
  yield { row: parts.join(''), line };
};

/** One article a line; or only one, over many lines. */
export const lineValues = async function* (
  texts: AsyncIterable<string>,
): AsyncGenerator<JsonValue> {
  let oneALine = false;
  let first: { place: string; problem: string } | null = null;
  let whole: string[] = [];
  let length = 0;
  for await (const { row, line } of rowsOf(texts)) {
    const isBlank = row.trim() === '';
    if (isBlank && (oneALine || !first)) {
      if (!oneALine) whole.push(row);
      continue;
    }
    if (oneALine || !first || (first.place && row.startsWith('{'))) {
      const read = parseJson(row, { line, column: 1 });
      const place = `:${line}`;
      if (oneALine || 'value' in read) {
        if (first && !oneALine) yield first;
        [oneALine, whole] = [true, []];
        yield { place, ...read };
        continue;
      }
      first ??= { place, problem: read.problem };
    }
    // The second row decides; from then on it is one article over many lines.
    if (whole.some((each) => each.trim() !== '') && !isBlank) first = { ...first, place: '' };
    whole.push(row);
    length += row.length;
    if (length > LONGEST) throw new Error('is too long for one article, and not one a line either');
  }
  if (!oneALine && first)
    yield { place: '', ...parseJson(whole.join('\n'), { line: 1, column: 1 }) };
};
