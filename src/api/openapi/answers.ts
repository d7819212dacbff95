/**
 * What the public calls answer, as schemas: the contract is written from them, and tests hold what is
 * composed against them. Times are ISO 8601 in UTC, sizes of pictures are in pixels.
 */
import { z } from 'zod';
import { changeSchema } from '../../plugins/rebuilds/server/src/change';

const time = () => z.iso.datetime();
const language = () => z.string().describe('ISO 639-1, such as `en`.');
const pictureUrl = () =>
  z.string().describe('Whole, or from the root of the newsroom (`/uploads/…`).');

export const NameSchema = z.object({ name: z.string(), slug: z.string() });

export const PictureSchema = z.object({
  url: pictureUrl(),
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
  alt: z.string().nullable(),
});

export const CoverSchema = z.object({
  url: pictureUrl(),
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
  alt: z.string().nullable(),
  caption: z.string().nullable(),
  credit: z.string().nullable(),
  formats: z
    .array(z.object({ url: pictureUrl(), width: z.number().int(), height: z.number().int() }))
    .describe('The same picture in other sizes, smallest first.'),
});

export const NewsletterSchema = z.object({
  text: z.string(),
  buttonLabel: z.string().nullable(),
  url: z.string().nullable(),
});

const head = {
  documentId: z.string().describe('Stays for the life of the story.'),
  slug: z.string().describe('The story stands at `/slug` on the site.'),
  title: z.string(),
  lead: z.string().nullable(),
  byline: z.string().nullable(),
  language: language(),
};

const dates = {
  firstPublishedAt: time().nullable(),
  modifiedAt: time().describe('When the story last changed in substance.'),
  updatedAt: time().describe('When it was last saved.'),
};

export const PageSchema = z.object({
  ...head,
  authors: z.array(
    NameSchema.extend({ role: z.string().nullable(), picture: PictureSchema.nullable() }),
  ),
  topics: z.array(NameSchema),
  ...dates,
  sourceTitle: z.string().nullable(),
  sourceUrl: z.string().nullable(),
  cover: CoverSchema.nullable(),
  newsletter: NewsletterSchema.nullable(),
  sections: z.array(
    z.object({
      heading: z.string(),
      lead: z.string().nullable(),
      bullets: z.array(z.object({ text: z.string() })),
    }),
  ),
  relatedNews: z.array(
    z.object({
      headline: z.string(),
      teaser: z.string().nullable(),
      url: z.string().nullable().describe('An address elsewhere; without `slug` only.'),
      slug: z.string().optional().describe('Of one of our own stories.'),
      origin: z.enum(['editor', 'machine']).describe('Whether a person chose or wrote it.'),
    }),
  ),
});

export const PageMetaSchema = z.object({
  version: z.number().int().describe('Grows with each change that readers can see.'),
  jsonLd: z
    .record(z.string(), z.unknown())
    .describe('A schema.org NewsArticle. In HTML write `<` as `\\u003c`.'),
  openGraph: z.array(z.object({ property: z.string(), content: z.string() })),
});

export const PageAnswerSchema = z.object({ data: PageSchema, meta: PageMetaSchema });

export const MovedAnswerSchema = z.object({
  data: z.null(),
  meta: z.object({ redirect: z.object({ slug: z.string(), path: z.string() }) }),
});

export const HeadSchema = z.object({
  ...head,
  authors: z.array(NameSchema),
  topics: z.array(NameSchema),
  ...dates,
  cover: CoverSchema.nullable(),
});

const cursor = () =>
  z.string().nullable().describe('For `after` of the next call; null at the end.');

export const ListAnswerSchema = z.object({
  data: z.array(HeadSchema),
  meta: z.object({
    pagination: z
      .object({
        page: z.number().int(),
        pageSize: z.number().int(),
        pageCount: z.number().int(),
        total: z.number().int(),
      })
      .optional()
      .describe('Missing where the call had `after`.'),
    cursor: cursor(),
  }),
});

export const FoundSchema = HeadSchema.extend({
  highlight: z
    .object({ title: z.string(), text: z.string() })
    .describe('Escaped HTML in which `<mark>` stands around what was found.'),
});

export const SearchAnswerSchema = z.object({
  data: z.array(FoundSchema),
  meta: z.object({
    query: z.string(),
    pagination: z.object({
      page: z.number().int(),
      pageSize: z.number().int(),
      more: z.boolean(),
    }),
    corrected: z.boolean().describe('Nothing holds the words; these have similar headlines.'),
  }),
});

export const RedirectsAnswerSchema = z.object({
  data: z.array(z.object({ from: z.string(), to: z.string() })).describe('Paths on the site.'),
  meta: z.object({ cursor: cursor() }),
});

export const SiteSchema = z.object({
  name: z.string().nullable(),
  url: z.string().nullable(),
  language: language(),
  newsletter: NewsletterSchema.nullable(),
  recentNewsHeading: z.string(),
  topics: z.array(
    NameSchema.extend({ description: z.string().nullable(), stories: z.number().int() }),
  ),
  authors: z.array(
    NameSchema.extend({
      role: z.string().nullable(),
      description: z.string().nullable(),
      picture: PictureSchema.nullable(),
      links: z.array(z.object({ label: z.string(), url: z.string() })),
      stories: z.number().int(),
    }),
  ),
});

export const SiteAnswerSchema = z.object({ data: SiteSchema, meta: z.object({}) });

export const ChangesAnswerSchema = z.object({
  data: z.array(changeSchema),
  meta: z.object({ cursor: z.string(), more: z.boolean() }),
});

export const ReceiptAnswerSchema = z.object({
  data: z.object({
    live: z.array(z.string()).describe('Calls (`webhook-id`) all of which is live.'),
  }),
});

export const ErrorSchema = z.object({
  data: z.null(),
  error: z.object({
    status: z.number().int(),
    name: z.string(),
    message: z.string(),
    details: z.record(z.string(), z.unknown()),
  }),
});

/** Schemas that have a name in the contract. */
export const NAMED = {
  Page: PageSchema,
  PageMeta: PageMetaSchema,
  PageAnswer: PageAnswerSchema,
  MovedAnswer: MovedAnswerSchema,
  Name: NameSchema,
  Picture: PictureSchema,
  Cover: CoverSchema,
  Newsletter: NewsletterSchema,
  Head: HeadSchema,
  ListAnswer: ListAnswerSchema,
  Found: FoundSchema,
  SearchAnswer: SearchAnswerSchema,
  RedirectsAnswer: RedirectsAnswerSchema,
  Site: SiteSchema,
  SiteAnswer: SiteAnswerSchema,
  Change: changeSchema,
  ChangesAnswer: ChangesAnswerSchema,
  ReceiptAnswer: ReceiptAnswerSchema,
  Error: ErrorSchema,
} as const;
