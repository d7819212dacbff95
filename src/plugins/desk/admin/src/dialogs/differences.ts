/** What differs between two versions of an article, word by word and by the ids of its parts. Pure. */
import { diffArrays, diffWords, diffWordsWithSpace } from 'diff';
import type { DeskBullet, DeskDetails, DeskSection, DeskText } from '../../../server/src/contracts';

export interface WordPart {
  text: string;
  kind: 'same' | 'added' | 'removed';
}

export type PartChange = 'added' | 'removed' | 'changed';

export interface BulletDifference {
  id: string;
  /** `changed`, too, where it only moved. */
  change: PartChange;
  isMoved: boolean;
  parts: WordPart[];
}

export interface SectionDifference {
  id: string;
  change: PartChange;
  isMoved: boolean;
  /** Its number in the version it is in; in the later one where it is in both. */
  number: number;
  /** Shown for the name of the section although it may be the same. */
  heading: WordPart[];
  /** Null where nothing differs. */
  lead: WordPart[] | null;
  bullets: BulletDifference[];
}

export interface Differences {
  title: WordPart[] | null;
  lead: WordPart[] | null;
  details: { field: keyof DeskDetails; parts: WordPart[] }[];
  sections: SectionDifference[];
  /** How many parts differ. */
  count: number;
}

/** Without the words that are the same this is what readers had, without the removed ones what is new. */
export const wordParts = (before: string, after: string): WordPart[] => {
  const differ = (how: typeof diffWords): WordPart[] =>
    how(before, after).map(({ value, added, removed }) => ({
      text: value,
      kind: added ? 'added' : removed ? 'removed' : 'same',
    }));
  const parts = differ(diffWords);
  // Words alone would call a text the same that differs in its spaces only.
  const isHidden = before !== after && parts.every(({ kind }) => kind === 'same');
  return isHidden ? differ(diffWordsWithSpace) : parts;
};

const changed = (before: string, after: string): WordPart[] | null =>
  before === after ? null : wordParts(before, after);

interface Part {
  id: string;
}

interface Step<T> {
  change: 'added' | 'removed' | 'kept';
  isMoved: boolean;
  part: T;
}

/** Both orders as one: what went stands where it stood, what moved stands where it is now. */
const stepsOf = <T extends Part>(
  before: readonly T[],
  after: readonly T[],
  isBefore: (id: string) => boolean,
  isAfter: (id: string) => boolean,
): Step<T>[] => {
  const was = new Map(before.map((part) => [part.id, part]));
  const is = new Map(after.map((part) => [part.id, part]));
  return diffArrays([...was.keys()], [...is.keys()]).flatMap(({ value, added, removed }) =>
    value.flatMap((id): Step<T>[] => {
      if (removed)
        return isAfter(id) ? [] : [{ change: 'removed', isMoved: false, part: was.get(id)! }];
      const isNew = added === true && !isBefore(id);
      return [
        { change: isNew ? 'added' : 'kept', isMoved: added === true && !isNew, part: is.get(id)! },
      ];
    }),
  );
};

type Bullets = ReadonlyMap<string, DeskBullet>;

const bulletsOf = ({ sections }: DeskText): Bullets =>
  new Map(sections.flatMap(({ bullets }) => bullets.map((bullet) => [bullet.id, bullet] as const)));

const bulletDifferences = (
  before: readonly DeskBullet[],
  after: readonly DeskBullet[],
  was: Bullets,
  is: Bullets,
): BulletDifference[] =>
  stepsOf(
    before,
    after,
    (id) => was.has(id),
    (id) => is.has(id),
  ).flatMap(({ change, isMoved, part }): BulletDifference[] => {
    const { id, text } = part;
    if (change === 'removed') return [{ id, change, isMoved, parts: wordParts(text, '') }];
    const old = was.get(id)?.text ?? '';
    if (change === 'added') return [{ id, change, isMoved, parts: wordParts('', text) }];
    if (!isMoved && old === text) return [];
    return [{ id, change: 'changed', isMoved, parts: wordParts(old, text) }];
  });

const NOTHING: Omit<DeskSection, 'id'> = { heading: '', lead: '', bullets: [] };

/**
 * From what readers have to the draft.
 * @param tell what a detail says to people, where that is not what is stored: names for ids
 */
export const differencesOf = (
  before: DeskText,
  after: DeskText,
  tell: (field: string, words: string) => string = (_field, words) => words,
): Differences => {
  const wasSection = new Map(before.sections.map((section, i) => [section.id, { section, i }]));
  const isSection = new Map(after.sections.map((section, i) => [section.id, { section, i }]));
  const was = bulletsOf(before);
  const is = bulletsOf(after);

  const sections = stepsOf(
    before.sections,
    after.sections,
    (id) => wasSection.has(id),
    (id) => isSection.has(id),
  ).flatMap(({ change, isMoved, part: { id } }): SectionDifference[] => {
    const old = wasSection.get(id);
    const now = isSection.get(id);
    const from = old?.section ?? NOTHING;
    const to = now?.section ?? NOTHING;
    const lead = changed(from.lead, to.lead);
    const bullets = bulletDifferences(from.bullets, to.bullets, was, is);
    const isSame =
      change === 'kept' && !isMoved && from.heading === to.heading && !lead && bullets.length === 0;
    if (isSame) return [];
    return [
      {
        id,
        change: change === 'kept' ? 'changed' : change,
        isMoved,
        number: (now ?? old)!.i + 1,
        heading: wordParts(from.heading, to.heading),
        lead,
        bullets,
      },
    ];
  });

  const details = (Object.keys(after.details) as (keyof DeskDetails)[]).flatMap((field) => {
    const [from, to] = [before.details[field] ?? '', after.details[field]];
    return from === to ? [] : [{ field, parts: wordParts(tell(field, from), tell(field, to)) }];
  });
  const title = changed(before.title, after.title);
  const lead = changed(before.lead, after.lead);
  const count = (title ? 1 : 0) + (lead ? 1 : 0) + details.length + sections.length;
  return { title, lead, details, sections, count };
};
