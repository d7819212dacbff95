import { z } from 'zod';

/**
 * What the content API answers. Unknown keys are dropped, missing ones that may be null are null:
 * a newer newsroom may add, and an older one may lack.
 */

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? null);

const number = z
  .number()
  .nullish()
  .transform((value) => value ?? null);

/** Addresses become links, so only those that a link may hold: never `javascript:`. */
const address = text.transform((value) =>
  value !== null && /^(https?:\/\/|mailto:|\/(?!\/))/i.test(value) ? value : null,
);

const pictureSchema = z.object({ url: z.string(), width: number, height: number, alt: text });

const coverSchema = pictureSchema.extend({
  caption: text,
  credit: text,
  formats: z
    .array(z.object({ url: z.string(), width: z.number(), height: number }))
    .nullish()
    .transform((value) => value ?? []),
});

const newsletterSchema = z.object({ text: z.string(), buttonLabel: text, url: address });

const namedSchema = z.object({ name: z.string(), slug: z.string() });

const headShape = {
  documentId: z.string(),
  slug: z.string(),
  title: z.string(),
  lead: text,
  byline: text,
  language: z.string().default('en'),
  authors: z.array(namedSchema).default([]),
  topics: z.array(namedSchema).default([]),
  firstPublishedAt: text,
  modifiedAt: text,
  updatedAt: text,
  cover: coverSchema.nullish().transform((value) => value ?? null),
};

export const headSchema = z.object(headShape);

export const articleSchema = z.object({
  ...headShape,
  authors: z
    .array(
      namedSchema.extend({
        role: text,
        picture: pictureSchema.nullish().transform((value) => value ?? null),
      }),
    )
    .default([]),
  sourceTitle: text,
  sourceUrl: address,
  newsletter: newsletterSchema.nullish().transform((value) => value ?? null),
  sections: z.array(
    z.object({
      heading: z.string(),
      lead: text,
      bullets: z.array(z.object({ text: z.string() })),
    }),
  ),
  relatedNews: z.array(z.object({ headline: z.string(), teaser: text, url: address, slug: text })),
});

export const metaSchema = z.object({
  version: z
    .number()
    .nullish()
    .transform((value) => value ?? null),
  jsonLd: z
    .record(z.string(), z.unknown())
    .nullish()
    .transform((value) => value ?? null),
  openGraph: z.array(z.object({ property: z.string(), content: z.string() })).default([]),
});

export const pageSchema = z.object({ data: articleSchema, meta: metaSchema });

export const listSchema = z.object({
  data: z.array(headSchema),
  meta: z.object({
    pagination: z.object({ page: z.number(), pageCount: z.number(), total: z.number() }).optional(),
    cursor: text,
  }),
});

export const siteSchema = z.object({
  name: text,
  url: text,
  language: z.string().default('en'),
  newsletter: newsletterSchema.nullish().transform((value) => value ?? null),
  recentNewsHeading: z.string().default('Recent News'),
  topics: z
    .array(namedSchema.extend({ description: text, stories: z.number().default(0) }))
    .default([]),
  authors: z
    .array(
      namedSchema.extend({
        role: text,
        description: text,
        picture: pictureSchema.nullish().transform((value) => value ?? null),
        links: z.array(z.object({ label: z.string(), url: address })).default([]),
        stories: z.number().default(0),
      }),
    )
    .default([]),
});

export const redirectSchema = z.object({ from: z.string(), to: z.string() });

export const changeSchema = z.object({
  kind: z.string(),
  documentId: z.string(),
  slug: z.string().default(''),
  paths: z.array(z.string()),
  tags: z.array(z.string()),
  versionBefore: number,
  versionAfter: number,
});

/** The body of a rebuild call of the kind `standard`. */
export const callSchema = z.object({
  type: z.string(),
  data: z
    .object({
      count: z.number().default(0),
      changes: z.array(changeSchema).default([]),
      since: text,
    })
    .optional(),
});

export const changesSchema = z.object({
  data: z.array(changeSchema),
  meta: z.object({ cursor: z.string(), more: z.boolean() }),
});

export type Head = z.infer<typeof headSchema>;
export type Article = z.infer<typeof articleSchema>;
export type Meta = z.infer<typeof metaSchema>;
export type Site = z.infer<typeof siteSchema>;
export type Cover = z.infer<typeof coverSchema>;
export type Picture = z.infer<typeof pictureSchema>;
export type Newsletter = z.infer<typeof newsletterSchema>;
export type Redirect = z.infer<typeof redirectSchema>;
export type Change = z.infer<typeof changeSchema>;
