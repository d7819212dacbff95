import type { Core } from '@strapi/strapi';
import { ARTICLE, BULLET, RELATED, SECTION } from './rules/types';

/** Marks that the forms were laid out once; what an administrator changes later stays. */
const STORE = { type: 'core', name: 'newsroom', key: 'admin-forms' } as const;

interface Form {
  sortBy: string;
  order: 'ASC' | 'DESC';
  list: string[];
  /** Rows of fields with their width in twelfths. */
  edit: [name: string, size: number][][];
  labels: Record<string, string>;
  help?: Record<string, string>;
  /** Shown, but not to be typed into. */
  fixed?: string[];
}

const FORMS: Record<string, Form> = {
  [ARTICLE]: {
    // Somebody who opens the list wants what was worked on last.
    sortBy: 'updatedAt',
    order: 'DESC',
    list: ['title', 'byline', 'firstPublishedAt'],
    edit: [
      [['title', 12]],
      [['lead', 12]],
      [
        ['topics', 6],
        ['authors', 6],
      ],
      [
        ['byline', 6],
        ['firstPublishedAt', 6],
      ],
      [
        ['sourceTitle', 6],
        ['sourceUrl', 6],
      ],
      [
        ['cover', 6],
        ['coverAlt', 6],
      ],
      [
        ['coverCaption', 6],
        ['coverCredit', 6],
      ],
      [
        ['slug', 6],
        ['version', 6],
      ],
      [['teaser', 12]],
      [['outline', 12]],
    ],
    labels: {
      title: 'Headline',
      lead: 'Lead',
      teaser: 'Teaser',
      topics: 'Topics',
      authors: 'Authors',
      byline: 'Byline',
      firstPublishedAt: 'First published',
      sourceTitle: 'Source',
      sourceUrl: 'Source address',
      cover: 'Picture',
      coverAlt: 'Picture: what it shows',
      coverCaption: 'Picture: caption',
      coverCredit: 'Picture: credit',
      slug: 'Slug',
      version: 'Saved versions',
      outline: 'Outline',
      updatedAt: 'Last change',
    },
    help: {
      firstPublishedAt: 'Set at the first publish and fixed from then on; may be dated before',
      slug: 'Follows the headline until the article is first published',
      outline: 'All sections and bullets in one text (JSON); filled in when read',
      teaser: 'One sentence for Recent News lists; written by the machine while it is empty',
      coverAlt: 'For people who cannot see it',
    },
    fixed: ['version'],
  },
  [SECTION]: {
    sortBy: 'updatedAt',
    order: 'DESC',
    list: ['heading', 'article', 'position', 'updatedAt'],
    edit: [
      [['heading', 12]],
      [['lead', 12]],
      [['bullets', 12]],
      [
        ['article', 6],
        ['position', 6],
      ],
    ],
    labels: {
      heading: 'Heading',
      lead: 'Lead (one sentence)',
      bullets: 'Bullets',
      article: 'Article',
      position: 'Position',
      updatedAt: 'Last change',
    },
    help: { position: '1 for the first section of the article' },
  },
  [BULLET]: {
    sortBy: 'updatedAt',
    order: 'DESC',
    list: ['text', 'section', 'position', 'updatedAt'],
    edit: [
      [['text', 12]],
      [
        ['section', 6],
        ['position', 6],
      ],
    ],
    labels: { text: 'Text', section: 'Section', position: 'Position', updatedAt: 'Last change' },
    help: { position: '1 for the first bullet of the section' },
  },
  [RELATED]: {
    sortBy: 'updatedAt',
    order: 'DESC',
    list: ['headline', 'article', 'position', 'updatedAt'],
    edit: [
      [['headline', 12]],
      [['teaser', 12]],
      [
        ['target', 6],
        ['url', 6],
      ],
      [
        ['article', 6],
        ['position', 6],
      ],
    ],
    labels: {
      headline: 'Headline',
      teaser: 'Teaser (one sentence)',
      target: 'Points to our article',
      url: 'or to this address',
      article: 'Stands under',
      position: 'Position',
      updatedAt: 'Last change',
    },
    help: { headline: 'Left empty, the headline of the article it points to is shown' },
  },
};

interface Configuration {
  settings: Record<string, unknown>;
  metadatas: Record<string, { edit: Record<string, unknown>; list: Record<string, unknown> }>;
  layouts: { list: string[]; edit: { name: string; size: number }[][] };
}

const withForm = (stored: Configuration, form: Form): Configuration => {
  const metadatas = structuredClone(stored.metadatas);
  for (const [name, metadata] of Object.entries(metadatas)) {
    const label = form.labels[name];
    if (label) {
      metadata.edit.label = label;
      metadata.list.label = label;
    }
    const help = form.help?.[name];
    if (help) metadata.edit.description = help;
    if (form.fixed?.includes(name)) metadata.edit.editable = false;
  }
  return {
    settings: {
      ...stored.settings,
      defaultSortBy: form.sortBy,
      defaultSortOrder: form.order,
      pageSize: 20,
    },
    metadatas,
    layouts: {
      list: form.list,
      edit: form.edit.map((row) => row.map(([name, size]) => ({ name, size }))),
    },
  };
};

/** On the first start of a newsroom: the stock admin's lists and forms in a sensible order and words. */
export const layOutForms = async (strapi: Core.Strapi): Promise<void> => {
  if (await strapi.store.get(STORE)) return;
  const service = strapi.plugin('content-manager')?.service('content-types');
  if (!service) return;
  for (const [uid, form] of Object.entries(FORMS)) {
    const contentType = strapi.contentTypes[uid as keyof typeof strapi.contentTypes];
    const { settings, metadatas, layouts } = (await service.findConfiguration(
      contentType,
    )) as Configuration;
    await service.updateConfiguration(
      contentType,
      withForm({ settings, metadatas, layouts }, form),
    );
  }
  await strapi.store.set({ ...STORE, value: true });
};
