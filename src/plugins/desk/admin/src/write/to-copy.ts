import type { DeskDetails, DeskText } from '../../../server/src/contracts';

/** Details that are words; the others mean nothing outside of the article. */
const WORDED = [
  'byline',
  'sourceTitle',
  'sourceUrl',
  'teaser',
  'coverAlt',
  'coverCaption',
  'coverCredit',
] as const satisfies readonly (keyof DeskDetails)[];
type Worded = (typeof WORDED)[number];

/** All words of an article as Markdown, in which "Paste a page" knows headings and bullets again. Pure. */
export const toCopy = (
  { title, lead, sections, details }: DeskText,
  nameOf: (field: Worded) => string,
): string =>
  [
    title && `# ${title}`,
    lead,
    ...sections.flatMap((section) => [
      section.heading && `## ${section.heading}`,
      section.lead,
      section.bullets.map(({ text }) => `- ${text}`).join('\n'),
    ]),
    WORDED.flatMap((field) =>
      details[field].trim() === '' ? [] : [`${nameOf(field)}: ${details[field]}`],
    ).join('\n'),
  ]
    .filter((part) => part.trim() !== '')
    .join('\n\n');
