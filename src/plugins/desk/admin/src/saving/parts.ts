/** The single texts of an article, each under a key that stays the same wherever its part moves. */
import type { DeskDetails, DeskText } from '../../../server/src/contracts';

export const DETAILS = [
  'slug',
  'topics',
  'authors',
  'byline',
  'sourceTitle',
  'sourceUrl',
  'teaser',
  'firstPublishedAt',
  'cover',
  'coverAlt',
  'coverCaption',
  'coverCredit',
] as const satisfies readonly (keyof DeskDetails)[];

export const headingKey = (id: string): string => `section:${id}:heading`;
export const leadKey = (id: string): string => `section:${id}:lead`;
export const bulletKey = (id: string): string => `bullet:${id}`;
export const detailKey = (name: keyof DeskDetails): string => `details.${name}`;

/** Every text by its key, in reading order. */
export const textsOf = (text: DeskText): Map<string, string> => {
  const texts = new Map([
    ['title', text.title],
    ['lead', text.lead],
  ]);
  for (const { id, heading, lead, bullets } of text.sections) {
    texts.set(headingKey(id), heading);
    texts.set(leadKey(id), lead);
    for (const bullet of bullets) texts.set(bulletKey(bullet.id), bullet.text);
  }
  for (const name of DETAILS) texts.set(detailKey(name), text.details[name]);
  return texts;
};

/** The same parts in the same order, each text told by `tell`. */
export const mapTexts = (
  text: DeskText,
  tell: (key: string, before: string) => string,
): DeskText => ({
  title: tell('title', text.title),
  lead: tell('lead', text.lead),
  sections: text.sections.map(({ id, heading, lead, bullets }) => ({
    id,
    heading: tell(headingKey(id), heading),
    lead: tell(leadKey(id), lead),
    bullets: bullets.map((bullet) => ({
      id: bullet.id,
      text: tell(bulletKey(bullet.id), bullet.text),
    })),
  })),
  details: mapDetails(text.details, tell),
});

export const mapDetails = (
  details: DeskDetails,
  tell: (key: string, before: string) => string,
): DeskDetails => {
  const told = { ...details };
  for (const name of DETAILS) told[name] = tell(detailKey(name), details[name]);
  return told;
};

export const withText = (text: DeskText, key: string, value: string): DeskText =>
  mapTexts(text, (own, before) => (own === key ? value : before));

export const sameText = (a: DeskText, b: DeskText): boolean =>
  a === b ||
  (a.title === b.title &&
    a.lead === b.lead &&
    a.sections.length === b.sections.length &&
    a.sections.every((one, s) => {
      const other = b.sections[s]!;
      return (
        one === other ||
        (one.id === other.id &&
          one.heading === other.heading &&
          one.lead === other.lead &&
          one.bullets.length === other.bullets.length &&
          one.bullets.every(
            ({ id, text }, n) => id === other.bullets[n]!.id && text === other.bullets[n]!.text,
          ))
      );
    }) &&
    DETAILS.every((name) => a.details[name] === b.details[name]));

const isBlank = (text: string): boolean => text.trim() === '';

/** What is worth storing: a bullet that was begun and has no word yet is not. */
export const withoutEmpties = (text: DeskText): DeskText => {
  const sections = text.sections
    .map((section) => {
      const bullets = section.bullets.filter((bullet) => !isBlank(bullet.text));
      return bullets.length === section.bullets.length ? section : { ...section, bullets };
    })
    .filter(
      ({ heading, lead, bullets }) => bullets.length > 0 || !isBlank(heading) || !isBlank(lead),
    );
  const isSame =
    sections.length === text.sections.length &&
    sections.every((one, s) => one === text.sections[s]);
  return isSame ? text : { ...text, sections };
};
