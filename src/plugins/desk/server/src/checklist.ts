import type { CheckItem, CheckLevels, DeskCover, DeskText } from './contracts';
import { countSentences } from './sentences';

export interface Checked {
  text: DeskText;
  cover: DeskCover | null;
  /** What the newsroom's own rules would refuse. */
  refusals: readonly { place: string; message: string }[];
  /** Other stories that say the same. */
  twins: readonly { documentId: string; title: string }[];
}

const isBlank = (text: string): boolean => text.trim() === '';

/** What an editor should look at before publishing; what blocks comes first. Pure. */
export const checklistOf = (
  { text, cover, refusals, twins }: Checked,
  levels: CheckLevels,
): CheckItem[] => {
  const items: CheckItem[] = [];
  const add = (
    rule: CheckItem['rule'],
    place: string,
    values: CheckItem['values'] = {},
    level: CheckLevels[keyof CheckLevels] = 'block',
  ): void => {
    if (level !== 'off') items.push({ rule, level, place, values });
  };
  if (isBlank(text.title)) add('title', 'title');
  if (isBlank(text.lead)) add('lead', 'lead', {}, levels.lead);
  if (isBlank(text.details.sourceTitle) && isBlank(text.details.sourceUrl))
    add('source', 'details.sourceTitle', {}, levels.source);
  if (text.details.topics === '') add('no-topic', 'details.topics', {}, levels['no-topic']);
  text.sections.forEach((section, i) => {
    const number = i + 1;
    if (isBlank(section.heading)) add('heading', `sections[${i}].heading`, { number });
    const sentences = countSentences(section.lead);
    if (sentences > 1)
      add(
        'sectionLead',
        `sections[${i}].lead`,
        { number, heading: section.heading, sentences },
        levels.sectionLead,
      );
  });
  if (cover) {
    if (isBlank(text.details.coverAlt) && isBlank(cover.alternativeText ?? ''))
      add('pictureAlt', 'details.coverAlt', {}, levels.pictureAlt);
    if (isBlank(text.details.coverCredit))
      add('pictureCredit', 'details.coverCredit', {}, levels.pictureCredit);
  }
  for (const { documentId, title } of twins)
    add('duplicate', 'title', { documentId, title }, levels.duplicate);
  const told = new Set(items.map(({ place }) => place));
  for (const { place, message } of refusals) if (!told.has(place)) add('other', place, { message });
  const rank = ({ level }: CheckItem): number => (level === 'block' ? 0 : 1);
  return items.toSorted((a, b) => rank(a) - rank(b));
};

/** Why a publish is refused, for whoever has no checklist on the screen. */
export const sentenceOf = ({ rule, values }: CheckItem): string => {
  switch (rule) {
    case 'title':
      return 'is missing; a page needs a headline before it goes live';
    case 'lead':
      return 'is missing; the checklist asks for an opening paragraph before a story goes live';
    case 'source':
      return 'is missing; the checklist asks for the source before a story goes live';
    case 'no-topic':
      return 'is missing; the checklist asks for a beat before a story goes live';
    case 'heading':
      return 'is missing; every section needs a heading before the story goes live';
    case 'sectionLead':
      return `has ${values.sentences} sentences; the checklist asks for one`;
    case 'pictureAlt':
      return 'is missing; say what the picture shows before the story goes live';
    case 'pictureCredit':
      return 'is missing; the checklist asks whose picture it is before the story goes live';
    case 'duplicate':
      return `the checklist refuses a story that tells the same as "${values.title}" (${values.documentId})`;
    case 'other':
      return String(values.message);
  }
};
