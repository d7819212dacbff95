/**
 * Text whose lines were broken at a width, as in e-mails and old wires. A story's body has one
 * paragraph a line, so such a text has to be joined before it becomes one.
 */

const ENDS_SENTENCE = /[.!?…。！？؟।۔][\p{Pe}\p{Pf}"'’”»)\]*\s]*$/u;
/** True when the text ends as a sentence does, closing quotes and brackets aside. */
export const endsSentence = (text: string): boolean => ENDS_SENTENCE.test(text.slice(-8));

/** Share of lines that must break off in mid-sentence before newlines are taken for a hard wrap. */
const WRAPPED_SHARE = 0.4;

const LINE_BREAK = /\r\n?|[\n\u2028\u2029]/;
const squeezed = (line: string): string => line.replace(/\s+/g, ' ').trim();

/** Lines of a text with their spaces squeezed, empty ones left out. */
export const linesOf = (text: string): string[] =>
  text.split(LINE_BREAK).map(squeezed).filter(Boolean);

/** True when at least three lines stand there and many go on in mid-sentence on the next. */
export const looksWrapped = (text: string): boolean => {
  const lines = text.split(LINE_BREAK).map(squeezed);
  const full = lines.filter(Boolean).length;
  let wraps = 0;
  for (let i = 0; i + 1 < lines.length; i++)
    if (lines[i] && !endsSentence(lines[i]!) && /^[\p{Ll}\d(]/u.test(lines[i + 1]!)) wraps++;
  return full >= 3 && wraps >= WRAPPED_SHARE * (full - 1);
};

/** The text with one paragraph a line; a text that does not look wrapped comes back as it is. */
export const unwrapped = (text: string): string => {
  if (!looksWrapped(text)) return text;
  const paragraphs: string[] = [];
  let before = '';
  for (const raw of text.split(LINE_BREAK)) {
    const line = squeezed(raw);
    // An empty line or an indent opens a paragraph.
    if (line && before && !/^(?:\t| {2,})/.test(raw))
      paragraphs[paragraphs.length - 1] += ` ${line}`;
    else if (line) paragraphs.push(line);
    before = line;
  }
  return paragraphs.join('\n');
};
