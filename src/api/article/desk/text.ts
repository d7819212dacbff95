/** Between an article as it is stored and the one text that the Desk edits. Pure. */
import type { DeskDetails, DeskText, PastedPage } from '../../../plugins/desk/server/src/contracts';
import type { StoredSection } from '../outline/diff';
import type { Outline } from '../outline/types';
import type { ParsedPage } from '../paste/types';

export interface StoredText {
  title: string | null;
  lead: string | null;
  slug: string | null;
  byline: string | null;
  sourceTitle: string | null;
  sourceUrl: string | null;
  teaser: string | null;
  firstPublishedAt: Date | null;
  coverId: number | null;
  coverAlt: string | null;
  coverCaption: string | null;
  coverCredit: string | null;
  /** DocumentIds, in order. */
  topics: string[];
  authors: string[];
  sections: StoredSection[];
}

export const deskTextOf = (stored: StoredText): DeskText => ({
  title: stored.title ?? '',
  lead: stored.lead ?? '',
  sections: stored.sections.map(({ documentId, heading, lead, bullets }) => ({
    id: documentId,
    heading: heading ?? '',
    lead: lead ?? '',
    bullets: bullets.map((bullet) => ({ id: bullet.documentId, text: bullet.text ?? '' })),
  })),
  details: {
    slug: stored.slug ?? '',
    byline: stored.byline ?? '',
    sourceTitle: stored.sourceTitle ?? '',
    sourceUrl: stored.sourceUrl ?? '',
    teaser: stored.teaser ?? '',
    firstPublishedAt: stored.firstPublishedAt?.toISOString() ?? '',
    cover: stored.coverId === null ? '' : String(stored.coverId),
    coverAlt: stored.coverAlt ?? '',
    coverCaption: stored.coverCaption ?? '',
    coverCredit: stored.coverCredit ?? '',
    topics: stored.topics.join(','),
    authors: stored.authors.join(','),
  },
});

export const outlineOfDesk = (text: DeskText): Outline =>
  text.sections.map(({ id, heading, lead, bullets }) => ({
    documentId: id,
    heading,
    lead: lead === '' ? null : lead,
    bullets: bullets.map((bullet) => ({ documentId: bullet.id, text: bullet.text })),
  }));

/** Fields of the article that the Desk writes, with the Desk's place of each. */
const PLACES: Record<'title' | 'lead' | 'sections' | keyof DeskDetails, string> = {
  title: 'title',
  lead: 'lead',
  sections: 'sections',
  slug: 'details.slug',
  byline: 'details.byline',
  sourceTitle: 'details.sourceTitle',
  sourceUrl: 'details.sourceUrl',
  teaser: 'details.teaser',
  firstPublishedAt: 'details.firstPublishedAt',
  cover: 'details.cover',
  coverAlt: 'details.coverAlt',
  coverCaption: 'details.coverCaption',
  coverCredit: 'details.coverCredit',
  topics: 'details.topics',
  authors: 'details.authors',
};
type Field = keyof typeof PLACES;
export const DESK_FIELDS = Object.keys(PLACES) as Field[];

export const placeOfField = (field: string): string => PLACES[field as Field] ?? field;

const valueOf = (text: DeskText, field: Field): string => {
  if (field === 'title' || field === 'lead') return text[field];
  if (field === 'sections') return JSON.stringify(outlineOfDesk(text));
  return text.details[field];
};

export const changedFields = (before: DeskText, after: DeskText): Field[] =>
  DESK_FIELDS.filter((field) => valueOf(before, field) !== valueOf(after, field));

/** `outline[2].bullets[0].text` of the rules is `sections[2].bullets[0].text` at the Desk. */
export const deskPlace = (place: string): string => {
  if (place.startsWith('outline')) return place.replace(/^outline/, 'sections');
  const [field = ''] = place.split(/[.[]/);
  return placeOfField(field) + place.slice(field.length);
};

/** What to write of a text: only the fields that differ, blanks as "nothing". */
export const dataOf = (text: DeskText, changed: readonly Field[]): Record<string, unknown> => {
  const data: Record<string, unknown> = {};
  for (const field of changed) {
    if (field === 'sections') data.outline = outlineOfDesk(text);
    else if (field === 'title') data.title = text.title;
    // An emptied slug is made anew from the title.
    else if (field === 'slug') data.slug = text.details.slug || undefined;
    else if (field === 'cover')
      data.cover = text.details.cover === '' ? null : Number(text.details.cover);
    else if (field === 'topics' || field === 'authors')
      data[field] = { set: text.details[field].split(',').filter(Boolean) };
    else data[field] = valueOf(text, field) || null;
  }
  return data;
};

export const pastedOf = (page: ParsedPage): PastedPage => {
  const { article } = page;
  return {
    text: {
      title: article.title ?? '',
      lead: article.lead ?? '',
      sections: article.outline.map(({ heading, lead, bullets }, s) => ({
        id: String(s),
        heading,
        lead: lead ?? '',
        bullets: bullets.map(({ text }, b) => ({ id: `${s}.${b}`, text })),
      })),
      details: {
        slug: '',
        byline: article.byline ?? '',
        sourceTitle: article.sourceTitle ?? '',
        sourceUrl: article.sourceUrl ?? '',
        teaser: '',
        firstPublishedAt: article.firstPublishedAt ?? '',
        cover: '',
        coverAlt: '',
        coverCaption: '',
        coverCredit: '',
        topics: '',
        authors: '',
      },
    },
    relatedNews: article.relatedNews.map(({ headline, teaser, url }) => ({
      headline,
      teaser: teaser ?? '',
      url: url ?? '',
    })),
    leftOut: page.chrome,
    unplaced: page.unplaced,
    problems: [...page.problems, ...(page.notes ?? [])],
  };
};
