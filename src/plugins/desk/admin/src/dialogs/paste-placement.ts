/** Where everything on a pasted page goes. Pure: the state is never changed, only made anew. */
import type { DeskDetails, DeskSection, DeskText, PastedPage } from '../../../server/src/contracts';

/** `section`: heading of a new section at the end; the numbers are indexes of the page's sections. */
export type Place = 'lead' | 'section' | `bullet:${number}` | `sectionLead:${number}` | 'drop';

/** How the page meets what is written: in its place, or behind it. */
export type PasteMode = 'replace' | 'append';

export interface Unplaced {
  line: number;
  text: string;
  /** Null while nobody has decided. */
  place: Place | null;
}

export interface PlacementState {
  page: PastedPage;
  unplaced: readonly Unplaced[];
  /** As `DeskMay.readOnly`: what this user may not write stays. */
  readOnly: readonly string[];
}

/** What a page can bring besides its sections. */
const DETAILS = ['byline', 'firstPublishedAt', 'sourceTitle', 'sourceUrl'] as const;
export type PastedField = 'title' | 'lead' | (typeof DETAILS)[number];
const FIELDS: readonly PastedField[] = ['title', 'lead', ...DETAILS];

const isBlank = (text: string): boolean => text.trim() === '';

const isDetail = (field: PastedField): field is (typeof DETAILS)[number] =>
  field !== 'title' && field !== 'lead';

export const fieldOf = (text: DeskText, field: PastedField): string =>
  isDetail(field) ? text.details[field] : text[field];

/** Nothing is written that a page could be in the way of. */
export const isEmptyText = (text: DeskText): boolean =>
  FIELDS.every((field) => isBlank(fieldOf(text, field))) &&
  text.sections.every(
    ({ heading, lead, bullets }) =>
      isBlank(heading) && isBlank(lead) && bullets.every((bullet) => isBlank(bullet.text)),
  );

/** What a person chose; without a choice no word that is written goes away. */
export const modeOf = (chosen: PasteMode | null, current: DeskText): PasteMode =>
  chosen ?? (isEmptyText(current) ? 'replace' : 'append');

export const startPlacement = (
  page: PastedPage,
  readOnly: readonly string[] = [],
): PlacementState => ({
  page,
  readOnly,
  unplaced: page.unplaced.map(({ line, text }) => ({ line, text, place: null })),
});

const mayWrite = ({ readOnly }: PlacementState, field: PastedField | 'sections'): boolean =>
  !readOnly.includes(field === 'sections' || !isDetail(field) ? field : `details.${field}`);

/** Every place that a text can go to, in the order of the page. */
export const placesOf = (state: PlacementState): Place[] => [
  ...(mayWrite(state, 'lead') ? (['lead'] as const) : []),
  ...(mayWrite(state, 'sections')
    ? [
        ...state.page.text.sections.flatMap((_, i): Place[] => [`sectionLead:${i}`, `bullet:${i}`]),
        'section' as const,
      ]
    : []),
  'drop',
];

/** @throws RangeError for a place that this page does not have */
export const placeAt = (state: PlacementState, index: number, place: Place): PlacementState => {
  if (!placesOf(state).includes(place)) throw new RangeError(`There is no place "${place}"`);
  return {
    ...state,
    unplaced: state.unplaced.map((each, i) => (i === index ? { ...each, place } : each)),
  };
};

/** Drops, on purpose, whatever is not decided yet. */
export const dropRest = (state: PlacementState): PlacementState => ({
  ...state,
  unplaced: state.unplaced.map((each) => ({ ...each, place: each.place ?? 'drop' })),
});

export const undecided = ({ unplaced }: PlacementState): number =>
  unplaced.filter(({ place }) => place === null).length;

const takes = (
  state: PlacementState,
  current: DeskText,
  field: PastedField,
  mode: PasteMode,
): boolean =>
  !isBlank(fieldOf(state.page.text, field)) &&
  mayWrite(state, field) &&
  (mode === 'replace' || isBlank(fieldOf(current, field)));

/** What the page has and the article will not get, as it keeps its own. */
export const notTaken = (
  state: PlacementState,
  current: DeskText,
  mode: PasteMode,
): { field: PastedField | 'sections'; text: string }[] => {
  const { page } = state;
  const fields = FIELDS.flatMap((field) => {
    const text = fieldOf(page.text, field);
    const isThere = isBlank(text) || text.trim() === fieldOf(current, field).trim();
    return isThere || takes(state, current, field, mode) ? [] : [{ field, text }];
  });
  if (mayWrite(state, 'sections') || page.text.sections.length === 0) return fields;
  const texts = page.text.sections.flatMap(({ heading, lead, bullets }) => [
    heading,
    lead,
    ...bullets.map(({ text }) => text),
  ]);
  return [...fields, { field: 'sections', text: joined(...texts) }];
};

const joined = (...texts: string[]): string =>
  texts
    .map((text) => text.trim())
    .filter(Boolean)
    .join(' ');

/** Untouched where nothing is added to it. */
const withMore = (text: string, more: string[]): string =>
  more.length > 0 ? joined(text, ...more) : text;

const placed = ({ unplaced }: PlacementState, place: Place): string[] =>
  unplaced.filter((each) => each.place === place).map(({ text }) => text);

/** Sections of the page, with what was put into and behind them. */
const sectionsOf = (state: PlacementState, makeId: () => string): DeskSection[] => [
  ...state.page.text.sections.map(({ heading, lead, bullets }, i) => ({
    id: makeId(),
    heading,
    lead: withMore(lead, placed(state, `sectionLead:${i}`)),
    bullets: [...bullets.map(({ text }) => text), ...placed(state, `bullet:${i}`)].map((text) => ({
      id: makeId(),
      text,
    })),
  })),
  ...placed(state, 'section').map((heading) => ({ id: makeId(), heading, lead: '', bullets: [] })),
];

/**
 * The article after the paste. What the page does not say stays as it was, and so do slug, teaser and
 * picture. Ids are new: nothing of the page was stored before.
 * @param current as it stands at that moment: others write on while a person decides
 * @throws RangeError while a text is undecided
 */
export const applyPlacement = (
  state: PlacementState,
  current: DeskText,
  mode: PasteMode,
  makeId: () => string,
): DeskText => {
  const left = undecided(state);
  if (left > 0) throw new RangeError(`${left} pasted texts have no place yet`);
  const { page } = state;
  const valueOf = (field: PastedField): string =>
    fieldOf(takes(state, current, field, mode) ? page.text : current, field);
  const details: DeskDetails = { ...current.details };
  for (const field of DETAILS) details[field] = valueOf(field);

  const ownLead = placed(state, 'lead');
  // A new lead that a person puts together replaces the old one, as one on the page would.
  const firstLead = mode === 'replace' && ownLead.length > 0 ? page.text.lead : valueOf('lead');
  const sections = mayWrite(state, 'sections') ? sectionsOf(state, makeId) : null;
  return {
    title: valueOf('title'),
    lead: withMore(firstLead, ownLead),
    sections:
      sections === null || mode === 'append'
        ? [...current.sections, ...(sections ?? [])]
        : sections,
    details,
  };
};
