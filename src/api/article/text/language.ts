import { languageOf } from '../../../plugins/recent-news/server/src/text/languages';
import type { StoredSection } from '../outline/diff';

/** Fewer words than these say little about the language that they are in. */
const ENOUGH = 20;
/** What a newsroom writes in that has not said so. */
export const USUAL_LANGUAGE = 'en';

/**
 * The language of a story (ISO 639-1), from its own words; of a very short one the site's.
 * @param siteLanguage the language that the site is set to, if it is
 */
export const languageOfStory = (
  story: {
    title: string;
    lead: string | null;
    sections: readonly Pick<StoredSection, 'heading' | 'lead' | 'bullets'>[];
  },
  siteLanguage: string | null,
): string => {
  const text = [
    story.title,
    story.lead,
    ...story.sections.flatMap(({ heading, lead, bullets }) => [
      heading,
      lead,
      ...bullets.map((bullet) => bullet.text),
    ]),
  ].join(' ');
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  return words.length < ENOUGH
    ? (siteLanguage ?? USUAL_LANGUAGE)
    : languageOf(undefined, words).code;
};
