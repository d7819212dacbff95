/**
 * JSON as the text of a script element. A `<` in it could end the element early, and the two line
 * separators are read differently by older parsers.
 */
export const scriptJson = (value: unknown): string =>
  JSON.stringify(value)
    .replaceAll('<', '\\u003c')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');
