import { LIMITS } from '../limits';
import { BULLET_FIELDS, RELATED_FIELDS, SECTION_FIELDS, fieldProblems } from '../text/field-rules';
import { describe } from '../text/text-rules';
import type { Outline, OutlineBullet, OutlineSection, Problem, RelatedEntry } from './types';

/** A draft may still miss texts; what goes live may not. */
export type Strictness = 'draft' | 'live';

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const unknownKeys = (place: string, item: object, known: string[]): Problem[] =>
  Object.keys(item)
    .filter((key) => !known.includes(key))
    .map((key) => ({
      place: `${place}.${key}`,
      message: `is unknown; known are ${known.join(', ')}`,
    }));

/** 64 leaves room for other generators than Strapi's 24-character cuid2. */
const documentIdProblem = (place: string, value: unknown): Problem[] =>
  value == null || (typeof value === 'string' && /^[A-Za-z0-9_-]{1,64}$/.test(value))
    ? []
    : [
        {
          place: `${place}.documentId`,
          message: 'must be a documentId, or left out for a new one',
        },
      ];

const repeatedIds = (ids: { place: string; id: string | undefined }[]): Problem[] => {
  const seen = new Map<string, string>();
  const problems: Problem[] = [];
  for (const { place, id } of ids) {
    if (!id) continue;
    const first = seen.get(id);
    if (first)
      problems.push({ place: `${place}.documentId`, message: `is the same as in ${first}` });
    else seen.set(id, place);
  }
  return problems;
};

const tooMany = (place: string, count: number, most: number, what: string): Problem[] =>
  count > most ? [{ place, message: `has ${count} ${what}; at most ${most} are allowed` }] : [];

/**
 * Reads an outline as it came in, from any door.
 * @returns the outline with absent values filled in, and every problem with its place
 *   (`outline[2].bullets[0].text`); with a problem the outline must not be used
 */
export const readOutline = (
  value: unknown,
  strictness: Strictness = 'draft',
): { outline: Outline; problems: Problem[] } => {
  if (!Array.isArray(value)) {
    const message = `must be a list of sections, but is ${describe(value)}`;
    return { outline: [], problems: [{ place: 'outline', message }] };
  }
  const mustBeThere = strictness === 'live';
  const problems: Problem[] = tooMany('outline', value.length, LIMITS.sections, 'sections');
  // Beyond the limit nothing is looked at: a hostile list must not cost more than a fair one.
  const outline = value.slice(0, LIMITS.sections).map((section: unknown, s): OutlineSection => {
    const place = `outline[${s}]`;
    if (!isObject(section)) {
      problems.push({ place, message: `must be a section, but is ${describe(section)}` });
      return { heading: '', lead: null, bullets: [] };
    }
    problems.push(
      ...unknownKeys(place, section, ['documentId', 'heading', 'lead', 'bullets']),
      ...documentIdProblem(place, section.documentId),
      ...fieldProblems(section, SECTION_FIELDS, { prefix: `${place}.`, mustBeThere }),
    );
    return {
      ...identified(section),
      heading: textOr(section.heading, ''),
      lead: textOr(section.lead, null),
      bullets: readBullets(section.bullets, place, mustBeThere, problems),
    };
  });
  problems.push(
    ...repeatedIds(
      outline.map(({ documentId }, s) => ({ place: `outline[${s}]`, id: documentId })),
    ),
    ...repeatedIds(
      outline.flatMap(({ bullets }, s) =>
        bullets.map(({ documentId }, b) => ({
          place: `outline[${s}].bullets[${b}]`,
          id: documentId,
        })),
      ),
    ),
  );
  return { outline, problems };
};

const readBullets = (
  value: unknown,
  sectionPlace: string,
  mustBeThere: boolean,
  problems: Problem[],
): OutlineBullet[] => {
  if (value == null) return [];
  const listPlace = `${sectionPlace}.bullets`;
  if (!Array.isArray(value)) {
    problems.push({
      place: listPlace,
      message: `must be a list of bullets, but is ${describe(value)}`,
    });
    return [];
  }
  problems.push(...tooMany(listPlace, value.length, LIMITS.bulletsPerSection, 'bullets'));
  return value.slice(0, LIMITS.bulletsPerSection).map((bullet: unknown, b): OutlineBullet => {
    const place = `${listPlace}[${b}]`;
    if (!isObject(bullet)) {
      problems.push({
        place,
        message: `must be a bullet like { "text": "…" }, but is ${describe(bullet)}`,
      });
      return { text: '' };
    }
    problems.push(
      ...unknownKeys(place, bullet, ['documentId', 'text']),
      ...documentIdProblem(place, bullet.documentId),
      ...fieldProblems(bullet, BULLET_FIELDS, { prefix: `${place}.`, mustBeThere }),
    );
    return { ...identified(bullet), text: textOr(bullet.text, '') };
  });
};

const identified = (item: Record<string, unknown>): { documentId?: string } =>
  typeof item.documentId === 'string' ? { documentId: item.documentId } : {};

const textOr = <T>(value: unknown, absent: T): string | T =>
  typeof value === 'string' ? value : absent;

/** An entry needs words of its own, or an article whose title it can show. */
export const entryIsEmpty = (entry: Pick<RelatedEntry, 'headline' | 'target'>): boolean =>
  !entry.headline?.trim() && !entry.target;

/**
 * Reads a whole Recent News list as it came in with an article.
 * @returns the entries and every problem with its place (`relatedNews[1].url`)
 */
export const readRelated = (
  value: readonly unknown[],
): { entries: RelatedEntry[]; problems: Problem[] } => {
  const problems: Problem[] = tooMany('relatedNews', value.length, LIMITS.relatedNews, 'entries');
  const entries = value.slice(0, LIMITS.relatedNews).map((entry, i): RelatedEntry => {
    const place = `relatedNews[${i}]`;
    if (!isObject(entry)) {
      problems.push({ place, message: `must be an entry, but is ${describe(entry)}` });
      return { headline: null, teaser: null, url: null, target: null };
    }
    problems.push(
      ...unknownKeys(place, entry, ['documentId', 'headline', 'teaser', 'url', 'target']),
      ...documentIdProblem(place, entry.documentId),
      ...fieldProblems(entry, RELATED_FIELDS, { prefix: `${place}.` }),
    );
    if (entry.target != null && typeof entry.target !== 'string') {
      problems.push({
        place: `${place}.target`,
        message: `must be an article's documentId, but is ${describe(entry.target)}`,
      });
    }
    const read = {
      ...identified(entry),
      headline: textOr(entry.headline, null),
      teaser: textOr(entry.teaser, null),
      url: textOr(entry.url, null),
      target: textOr(entry.target, null),
    };
    if (entryIsEmpty(read)) {
      problems.push({
        place: `${place}.headline`,
        message: 'is missing; give a headline or a target article',
      });
    }
    return read;
  });
  problems.push(
    ...repeatedIds(
      entries.map(({ documentId }, i) => ({ place: `relatedNews[${i}]`, id: documentId })),
    ),
  );
  return { entries, problems };
};
