import { errors } from '@strapi/utils';
import { z } from 'zod';
import { levelsSchema } from '../config';
import { MOST_CHOSEN, MOST_NEWS, MOST_PASTED, MOST_ROWS } from '../constants';
import { idsOf, listOf } from '../ids';
import { LIST_SORTS } from '../newsroom';

/** Made by the editor's browser, as Strapi makes them (cuid2). */
const id = z
  .string()
  .regex(/^[a-z0-9]{20,32}$/, 'must be an id of 20 to 32 small letters and digits');

/** How long a text may be is for the newsroom to say, with its place; this bounds the request. */
const text = z.string().max(20_000);

/** documentIds with commas between them. */
const idList = z
  .string()
  .regex(/^([a-z0-9]{20,32}(,[a-z0-9]{20,32})*)?$/, 'must be ids with commas between them')
  .refine((list) => list === listOf(idsOf(list)), 'must name each id once')
  .refine((list) => idsOf(list).length <= MOST_CHOSEN, `must be ${MOST_CHOSEN} ids at most`);

export const textSchema = z.strictObject({
  title: text,
  lead: text,
  sections: z
    .array(
      z.strictObject({
        id,
        heading: text,
        lead: text,
        bullets: z.array(z.strictObject({ id, text })).max(500),
      }),
    )
    .max(200),
  details: z.strictObject({
    slug: text,
    topics: idList,
    authors: idList,
    byline: text,
    sourceTitle: text,
    sourceUrl: text,
    teaser: text,
    firstPublishedAt: z.iso
      .datetime({ offset: true, error: 'must be a date and time' })
      .or(z.literal('')),
    cover: z.string().regex(/^\d{0,9}$/, 'must be the number of a picture'),
    coverAlt: text,
    coverCaption: text,
    coverCredit: text,
  }),
});

export const saveBody = z.strictObject({
  baseVersion: z.number().int().min(0),
  text: textSchema,
});

export const newId = id;

export const listQuery = z.object({
  q: z.string().max(200).default(''),
  status: z.enum(['draft', 'live', 'modified']).optional(),
  sort: z.enum(LIST_SORTS).default('-saved'),
  page: z.coerce.number().int().min(1).max(1_000_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(MOST_ROWS).default(25),
});

export const presenceBody = z.strictObject({ tab: z.string().min(8).max(64) });

export const pasteBody = z.strictObject({
  input: z
    .string()
    .min(1, 'paste some text')
    .max(MOST_PASTED, `is longer than ${MOST_PASTED.toLocaleString('en')} letters; paste one page`),
  format: z.enum(['text', 'html', 'markdown']).optional(),
});

export const newsBody = z.strictObject({
  entries: z.array(z.strictObject({ headline: text, teaser: text, url: text })).max(MOST_NEWS),
});

export const duplicateBody = z.strictObject({ title: z.string().max(200).optional() });

/** Shown only, never stored: the browser sends back what it has been told. */
export const previewBody = z.strictObject({
  text: textSchema,
  cover: z
    .strictObject({
      id: z.number(),
      name: z.string(),
      url: z.string(),
      alternativeText: z.string().nullable(),
      width: z.number().nullable(),
      height: z.number().nullable(),
    })
    .nullable(),
  recentNews: z
    .array(
      z.strictObject({
        headline: z.string(),
        teaser: z.string().nullable(),
        url: z.string().nullable(),
      }),
    )
    .max(20),
  locale: z.string().regex(/^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*$/),
});

export const settingsBody = levelsSchema;

/**
 * @param below places are told from this part on: an editor knows `title`, not `text.title`
 * @throws errors.ValidationError that names each part and what would be right
 */
export const readRequest = <Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  below?: string,
): z.output<Schema> => {
  const parsed = schema.safeParse(value ?? {});
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path: whole, message }) => {
    const path = (whole[0] === below && below !== undefined ? whole.slice(1) : whole).map(String);
    return {
      path,
      message: path.length > 0 ? `${path.join('.')}: ${message}` : message,
      name: 'ValidationError',
    };
  });
  const rest = faults.length > 1 ? ` (and ${faults.length - 1} more)` : '';
  throw new errors.ValidationError(`${faults[0]?.message}${rest}`, { errors: faults });
};
