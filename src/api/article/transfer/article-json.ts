import { z } from 'zod';
import { readOutline } from '../outline/check';
import type { Outline, Problem } from '../outline/types';
import { ARTICLE_FIELDS, RELATED_FIELDS, fieldProblems } from '../text/field-rules';
import { LIMITS } from '../limits';
import { slugFromTitle } from '../slug';
import { shapeProblems } from './shape-problems';

/** A topic or an author, with what another newsroom needs to make it. */
export interface NamedJson {
  slug: string;
  name: string;
  description?: string | null;
  /** Of authors only. */
  role?: string | null;
  links?: { label: string; url: string }[];
}

/** An entry of Recent News in our own JSON: `target` is the slug of the article it points to. */
export interface EntryJson {
  headline: string | null;
  teaser: string | null;
  url: string | null;
  target: string | null;
}

/** What an article says, without ids and times of storage. */
export interface ContentJson {
  title: string;
  lead: string | null;
  teaser: string | null;
  byline: string | null;
  sourceTitle: string | null;
  sourceUrl: string | null;
  coverAlt: string | null;
  coverCaption: string | null;
  coverCredit: string | null;
  cover: CoverJson | null;
  /** In order; a file may name one by its slug alone where the newsroom has it. */
  topics: NamedJson[];
  authors: NamedJson[];
  outline: Outline;
  /** What people put there; what the machine chose it chooses again. */
  relatedNews: EntryJson[];
  /** What people decided about the list as a whole; stands only where they did. */
  recentNews?: RecentNewsJson | undefined;
}

/** `hidden`: slugs of the articles that shall not stand in the list. */
export interface RecentNewsJson {
  locked: boolean;
  hidden: string[];
}

/** A picture's record in the media library; the file itself travels by other means. */
export const COVER_FIELDS = [
  'name',
  'alternativeText',
  'caption',
  'width',
  'height',
  'formats',
  'hash',
  'ext',
  'mime',
  'size',
  'url',
  'previewUrl',
  'provider',
] as const;
export type CoverJson = Record<(typeof COVER_FIELDS)[number], unknown>;

/**
 * One article in our own JSON, as `export` writes it and `import` reads it. `live` stands only where
 * readers see something else than the draft says.
 */
export interface ArticleJson extends ContentJson {
  slug: string | null;
  /** ISO 8601, UTC. */
  firstPublishedAt: string | null;
  status: 'draft' | 'published' | 'modified' | null;
  live: (ContentJson & { slug: string }) | null;
}

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? null);
const isSlug = /^[A-Za-z0-9](?:[A-Za-z0-9-_.~]*[A-Za-z0-9])?$/;
const slugOfNamed = z.string().max(100).regex(isSlug, {
  error: 'must be a slug: letters a-z, digits and - _ . ~, a letter or digit at both ends',
});
const NAMED = {
  slug: slugOfNamed.optional(),
  name: z.string().trim().min(1),
  description: z.string().nullish(),
};
const Topic = z.strictObject(NAMED);
const Author = z.strictObject({
  ...NAMED,
  role: z.string().nullish(),
  links: z
    .array(z.strictObject({ label: z.string().min(1), url: z.httpUrl() }))
    .max(20)
    .optional(),
});
const named = (shape: typeof Topic | typeof Author) =>
  z
    .array(
      z.union([slugOfNamed, shape], {
        error: 'must be a slug, or an object with a name and, if it differs, a slug',
      }),
    )
    .max(LIMITS.named)
    .nullish()
    .transform((list): NamedJson[] =>
      (list ?? []).map((item) =>
        typeof item === 'string'
          ? { slug: item, name: item }
          : { ...item, slug: item.slug ?? slugFromTitle(item.name, 'unnamed') },
      ),
    );

const entry = z.strictObject({ headline: text, teaser: text, url: text, target: text });
const content = {
  title: z.string(),
  lead: text,
  teaser: text,
  byline: text,
  sourceTitle: text,
  sourceUrl: text,
  coverAlt: text,
  coverCaption: text,
  coverCredit: text,
  cover: z
    .strictObject(
      Object.fromEntries(COVER_FIELDS.map((field) => [field, z.unknown()])) as Record<
        keyof CoverJson,
        z.ZodUnknown
      >,
    )
    .nullish()
    .transform((value) => value ?? null),
  topics: named(Topic),
  authors: named(Author),
  outline: z.unknown().optional(),
  relatedNews: z
    .array(entry)
    .max(LIMITS.relatedNews)
    .nullish()
    .transform((value) => value ?? []),
  recentNews: z
    .strictObject({
      locked: z.boolean().default(false),
      hidden: z.array(z.string()).default([]),
    })
    .optional(),
};

const Article = z.strictObject({
  slug: text,
  ...content,
  firstPublishedAt: z.iso
    .datetime({ offset: true })
    .nullish()
    .transform((value) => value ?? null),
  status: z
    .enum(['draft', 'published', 'modified'])
    .nullish()
    .transform((value) => value ?? null),
  live: z
    .strictObject({ slug: z.string(), ...content })
    .nullish()
    .transform((value) => value ?? null),
});

type ParsedContent = Omit<z.infer<typeof Article>, 'slug' | 'firstPublishedAt' | 'status' | 'live'>;

/** Texts are checked as a whole: an article that may not be saved is not half imported. */
const readContent = (
  parsed: ParsedContent,
  prefix: string,
): { content: ContentJson; problems: Problem[] } => {
  // Ids belong to the newsroom that gave them; another one makes its own.
  const { outline, problems } = readOutline(withoutIds(parsed.outline ?? []));
  return {
    content: {
      ...parsed,
      cover: parsed.cover as CoverJson | null,
      outline,
    },
    problems: [
      ...fieldProblems({ ...parsed }, ARTICLE_FIELDS, { prefix }),
      ...problems.map((problem) => ({ ...problem, place: `${prefix}${problem.place}` })),
      ...parsed.relatedNews.flatMap((item, i) =>
        fieldProblems(item, RELATED_FIELDS, { prefix: `${prefix}relatedNews[${i}].` }),
      ),
    ],
  };
};

const withoutIds = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutIds);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) =>
      key === 'documentId' ? [] : [[key, withoutIds(inner)]],
    ),
  );
};

/**
 * Reads one article of our own JSON.
 * @returns the article, or every problem with its place (`outline[2].heading`)
 */
export const readArticleJson = (
  value: unknown,
): { article: ArticleJson | null; problems: Problem[] } => {
  const parsed = Article.safeParse(value, { reportInput: true });
  if (!parsed.success) {
    return { article: null, problems: shapeProblems(parsed.error) };
  }
  const { slug, firstPublishedAt, status, live, ...own } = parsed.data;
  const draft = readContent(own, '');
  const shown = live && readContent(live, 'live.');
  const problems = [
    ...draft.problems,
    ...(shown?.problems ?? []),
    ...(status === 'modified' && !live
      ? [{ place: 'live', message: 'is missing, but the status is "modified"' }]
      : []),
  ];
  return {
    article: {
      slug,
      ...draft.content,
      firstPublishedAt,
      status,
      live: live && shown ? { slug: live.slug, ...shown.content } : null,
    },
    problems,
  };
};
