/** Places of an article that readers must not see, and what a stranger may ask about them. */
import { beginningOf, type Planted } from './canaries';

/** Places that nobody may ask about, from the list of articles. */
export const HIDDEN = [
  ...[
    'importHash',
    'recentNewsRules',
    'createdBy.email',
    'updatedBy.firstname',
    'createdBy.password',
  ],
  ...[
    'relatedNews.reason',
    'relatedNews.asleep',
    'relatedNews.hand',
    'relatedNews.targetDocumentId',
  ],
  ...['sections.createdBy.email', 'topics.createdBy.email', 'cover.createdBy.email'],
  ...['relatedNews.target.importHash', 'sections.article.importHash'],
];

/** Places where a draft has other words than the public may see. */
const DRAFT = [
  ...[
    'title',
    'lead',
    'teaser',
    'sections.heading',
    'sections.bullets.text',
    'relatedNews.headline',
  ],
  ...['relatedNews.target.title', 'sections.article.title', 'cover.related.title', 'topics.name'],
  'sections.bullets.section.article.lead',
];

const inBrackets = (place: string) =>
  place
    .split('.')
    .map((part) => `[${part}]`)
    .join('');

const HELD: Record<string, string[]> = {
  importHash: ['private hash'],
  recentNewsRules: ['private rules'],
  reason: ['private reason'],
  asleep: ['asleep headline', 'asleep teaser', 'taken title'],
  text: ['never bullet', 'modified bullet', 'taken bullet', 'deleted bullet', 'former bullet'],
  headline: ['entry headline', 'asleep headline', 'never headline', 'taken title'],
};
const PERSON = ['person email', 'person firstname'];

/** The words that a place holds somewhere. */
const wordsOf = (place: string, { words }: Planted): string[] => {
  const last = place.split('.').at(-1)!;
  const states = ['never', 'modified', 'taken', 'deleted', 'former'].map(
    (state) => `${state} ${last}`,
  );
  const names = place.includes('edBy') ? PERSON : (HELD[last] ?? states);
  return names.flatMap((name) => words.get(name) ?? []);
};

/** Filters by the beginnings of words that are there, and hidden. */
export const placeQuestions = (planted: Planted): string[] =>
  [...HIDDEN, ...DRAFT].flatMap((place) =>
    wordsOf(place, planted).flatMap((word) =>
      (HIDDEN.includes(place) ? ['$startsWith', '$containsi', '$gt'] : ['$startsWith']).map(
        (operator) => `/articles?filters${inBrackets(place)}[${operator}]=${beginningOf(word)}`,
      ),
    ),
  );

/** What no field takes; each was once answered with 500. */
export const UNFIT = [
  'filters[updatedAt][$startsWith]=2026',
  'filters[id][$contains]=1',
  'filters[version][$notContains]=1',
  'filters[title][$jsonSupersetOf]=1',
  'filters[sections][createdAt][$endsWith]=x',
  'populate[sections][filters][createdAt][$startsWith]=x',
  'populate[cover][populate][related]=',
  'filters[0]=x',
  'filters[]=',
  '_q=a&_q=b',
  'sort=topics.name:x',
];
