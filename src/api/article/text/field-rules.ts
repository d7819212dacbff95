import { LIMITS } from '../limits';
import type { Problem } from '../outline/types';
import { textProblem, type TextRule } from './text-rules';

/** The text fields of each type and what they must look like; all doors check against these. */
export const ARTICLE_FIELDS = {
  title: { max: LIMITS.title, required: true },
  slug: { max: LIMITS.slug, format: 'slug' },
  lead: { max: LIMITS.lead },
  teaser: { max: LIMITS.teaser },
  byline: { max: LIMITS.byline },
  sourceTitle: { max: LIMITS.sourceTitle },
  sourceUrl: { max: LIMITS.url, format: 'url' },
  coverAlt: { max: LIMITS.coverAlt },
  coverCaption: { max: LIMITS.coverCaption },
  coverCredit: { max: LIMITS.coverCredit },
} as const satisfies Record<string, TextRule>;

export const SECTION_FIELDS = {
  heading: { max: LIMITS.heading, required: true },
  lead: { max: LIMITS.sectionLead },
} as const satisfies Record<string, TextRule>;

export const BULLET_FIELDS = {
  text: { max: LIMITS.bullet, required: true },
} as const satisfies Record<string, TextRule>;

/** `required` of the headline is judged together with the target: see `relatedProblems`. */
export const RELATED_FIELDS = {
  headline: { max: LIMITS.headline },
  teaser: { max: LIMITS.teaser },
  url: { max: LIMITS.url, format: 'url' },
} as const satisfies Record<string, TextRule>;

export const SITE_FIELDS = {
  name: { max: 200 },
  url: { max: LIMITS.url, format: 'url' },
  language: { max: 2, format: 'language' },
  newsletterText: { max: 500 },
  newsletterButtonLabel: { max: 100 },
  newsletterUrl: { max: LIMITS.url, format: 'url' },
  recentNewsHeading: { max: 100 },
} as const satisfies Record<string, TextRule>;

export const TOPIC_FIELDS = {
  name: { max: 100, required: true },
  slug: { max: 100, format: 'slug' },
  description: { max: 1000 },
} as const satisfies Record<string, TextRule>;

export const AUTHOR_FIELDS = {
  name: { max: 200, required: true },
  slug: { max: 100, format: 'slug' },
  role: { max: 200 },
  description: { max: 2000 },
} as const satisfies Record<string, TextRule>;

/** Problems of the fields that `data` carries, each named by its place below `prefix`. */
export const fieldProblems = (
  data: Record<string, unknown>,
  rules: Record<string, TextRule>,
  { prefix = '', mustBeThere = false }: { prefix?: string; mustBeThere?: boolean } = {},
): Problem[] =>
  Object.entries(rules).flatMap(([field, rule]) => {
    if (!mustBeThere && !(field in data)) return [];
    return textProblem(`${prefix}${field}`, data[field], rule, mustBeThere) ?? [];
  });
