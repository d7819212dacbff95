/** The schemas of the answers say what is composed: nothing less, and nothing more. */
import type { z } from 'zod';
import {
  ErrorSchema,
  HeadSchema,
  PageMetaSchema,
  PageSchema,
  SiteSchema,
} from '../../../src/api/openapi/answers';
import { composeHead } from '../../../src/api/article/page/compose';
import { composeMeta } from '../../../src/api/article/page/meta';
import type { PageData, PageHead } from '../../../src/api/article/page/types';
import { composeAround, type Around } from '../../../src/api/site/around/compose';
import { full, SITE, story } from '../feeds/stories';

/** Fails to compile where one of two types has something that the other has not. */
type Same<A, B> = [A, B] extends [B, A] ? true : never;
const sameTypes: [
  Same<z.infer<typeof PageSchema>, PageData>,
  Same<z.infer<typeof HeadSchema>, PageHead>,
  Same<z.infer<typeof SiteSchema>, Around>,
] = [true, true, true];

/** A schema drops what it does not know, so equal means: knows all of it. */
const expectKnown = (schema: z.ZodType, value: unknown) =>
  expect(schema.parse(value)).toEqual(value);

test('the types of the contract are those of the program', () => {
  expect(sameTypes).toEqual([true, true, true]);
});

test.each([
  ['with all that a page can have', full()],
  ['with as little as can be', story({ lead: null, firstPublishedAt: null })],
])('a page, its head and its meta %s', (_what, page) => {
  expectKnown(PageSchema, page);
  expectKnown(HeadSchema, composeHead(page));
  expectKnown(PageMetaSchema, { version: 3, ...composeMeta(page, SITE) });
});

test('what stands around the stories, before a site is set up and after', () => {
  expectKnown(SiteSchema, composeAround({ site: null, topics: [], authors: [], changedAt: null }));
  const author = {
    name: 'Ada Quill',
    slug: 'ada-quill',
    role: 'Editor',
    description: '',
    picture: {
      url: '/uploads/ada.jpg',
      width: 10,
      height: 20,
      alternativeText: null,
      caption: null,
      formats: null,
    },
    links: [{ label: 'Page', url: 'https://ada.example' }],
    stories: 2,
  };
  expectKnown(
    SiteSchema,
    composeAround({
      site: {
        name: 'Coast',
        url: 'https://coast.example',
        language: null,
        newsletterText: 'Once a week.',
        newsletterButtonLabel: null,
        newsletterUrl: null,
        recentNewsHeading: null,
      },
      topics: [{ name: 'Sea', slug: 'sea', description: null, stories: 0 }],
      authors: [author],
      changedAt: new Date(0),
    }),
  );
});

test('an error', () => {
  const error = { status: 404, name: 'NotFoundError', message: 'No.', details: {} };
  expectKnown(ErrorSchema, { data: null, error });
});
