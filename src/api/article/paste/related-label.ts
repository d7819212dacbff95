import { plainKey } from './text-shape';

/**
 * Labels of the block that names other stories. Alone on a line they open the block; with a colon
 * and words behind ("Related: Another story") they name one story.
 */
const LABEL =
  /^(?:(?:our |the )?(?:recent|latest|related|other|similar|further|more|top|popular|trending|recommended|featured) (?:news|stories|articles|posts|reading|reads|coverage|content|links|headlines|reports|topics)|related (?:story|article|post)|related|recommended(?: for you)?|(?:read|more) (?:next|more|also)|read on|also read|see also|(?:you )?(?:may|might) also (?:like|enjoy|be interested in)|you (?:may|might) like|what to read next|up next|keep reading|in other news|don't miss|trending(?: now)?|most (?:read|popular)|more on this(?: story| topic)?|more from .{1,60}|recent from .{1,60}|related from .{1,60})$/u;

export const isRelatedLabel = (text: string): boolean =>
  text.length <= 80 && LABEL.test(plainKey(text));

const INLINE =
  /^(?:related(?: (?:story|stories|news|articles?|reading|coverage|posts?))?|read (?:more|also|next)|also read|see also|recommended|don['’]t miss|in other news|more on this)\s*[:–—]\s+(?=\S)/iu;

/** "Read more: Headline" → the label and the headline. */
export const readInlineRelated = (text: string): { label: string; rest: string } | null => {
  const label = text.length <= 320 ? INLINE.exec(text) : null;
  return label && { label: label[0].trim(), rest: text.slice(label[0].length) };
};
