/**
 * Where a reader of changes stands: after the change at `index` of the act `number`.
 *
 * Acts are numbered after their commit, one numbering at a time, so nothing is ever numbered below
 * a number that somebody has read, however late it commits. Transaction ids would say the same
 * until the database moves to another server, where they start again.
 */
export interface Position {
  number: number;
  /** How many changes of the act after `number` have been read: an act may be longer than a page. */
  index: number;
}

/** Tells this form from later ones. */
const FORM = 'r1';

/** An opaque word, safe in a URL. */
export const encodeCursor = ({ number, index }: Position): string =>
  Buffer.from(`${FORM}.${number}.${index}`).toString('base64url');

/** @returns undefined when it is no cursor of ours */
export const decodeCursor = (cursor: string): Position | undefined => {
  const text = Buffer.from(cursor, 'base64url').toString('latin1');
  const found = /^r1\.(\d{1,15})\.(\d{1,9})$/.exec(text);
  if (!found) return undefined;
  const position = { number: Number(found[1]), index: Number(found[2]) };
  return encodeCursor(position) === cursor ? position : undefined;
};
