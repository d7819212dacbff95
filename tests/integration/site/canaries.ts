/** A newsroom with a word in each place that readers must not see, unlike any word that they may. */
import type { Newsroom } from '../harness';

/* eslint-disable @typescript-eslint/no-explicit-any -- documents are made field by field */

const words = new Map<string, string>();

/** The word of a place; letters only, so that it is the same in addresses, XML and search. */
const canary = (place: string): string => {
  const word = `xq${place.toLowerCase().replace(/[^a-z]/g, '')}zj`;
  words.set(place, word);
  return word;
};

/** What a caller may know of a word without knowing the word. */
export const beginningOf = (word: string): string => word.slice(0, -3);

/** Stands where a beginning of a word stands, in no text, and in the same place of any order. */
export const dudOf = (beginning: string): string => `xq${'v'.repeat(beginning.length - 2)}`;

export const PUBLIC_SITE = 'https://gazette.example';

/** A whole article with a word in every place that an editor can fill. */
const textsOf = (state: string): Record<string, any> => ({
  title: `A ${canary(`${state} title`)} story`,
  lead: `Lead ${canary(`${state} lead`)}.`,
  teaser: `Teaser ${canary(`${state} teaser`)}.`,
  byline: canary(`${state} byline`),
  sourceTitle: canary(`${state} source`),
  sourceUrl: `https://${canary(`${state} address`)}.example/`,
  coverAlt: canary(`${state} alt`),
  coverCaption: canary(`${state} caption`),
  coverCredit: canary(`${state} credit`),
  outline: [
    {
      heading: canary(`${state} heading`),
      lead: canary(`${state} sentence`),
      bullets: [{ text: canary(`${state} bullet`) }, { text: 'And more.' }],
    },
  ],
  relatedNews: [
    {
      headline: canary(`${state} headline`),
      teaser: canary(`${state} entry`),
      url: `https://${canary(`${state} link`)}.example/`,
    },
  ],
});

const live = (title: string, over: object = {}): Record<string, any> => ({
  title,
  lead: 'Plain words that everybody may read.',
  outline: [{ heading: 'Today', lead: null, bullets: [{ text: 'Boats stay in.' }] }],
  ...over,
});

export interface Planted {
  /** Every word that must not be seen, with its place. */
  words: ReadonlyMap<string, string>;
  /** All slugs that were ever anything, old ones too. */
  slugs: string[];
  documentIds: string[];
  /** Of an article that was never published. */
  draftId: string;
}

export const plantCanaries = async (newsroom: Newsroom): Promise<Planted> => {
  const documents = (uid: string): any => newsroom.strapi.documents(uid as 'api::article.article');
  const articles = documents('api::article.article');
  const create = (data: object): Promise<any> => articles.create({ data });
  const publish = (documentId: string) => articles.publish({ documentId });
  const update = (documentId: string, data: object) => articles.update({ documentId, data });
  const makeLive = async (data: object) => {
    const made = await create(data);
    await publish(made.documentId);
    return made;
  };
  const sea = await documents('api::topic.topic').create({ data: { name: 'Sea' } });
  const land = await documents('api::topic.topic').create({ data: { name: 'Land' } });
  const ann = await documents('api::author.author').create({
    data: { name: 'Ann Reed', links: [{ label: 'Page', url: 'https://ann.example/' }] },
  });
  // Stands on live stories and on drafts: a picture knows where it is used.
  const shared = await newsroom.strapi.db.query('plugin::upload.file').create({
    data: {
      name: 'pier.jpg',
      hash: 'pier',
      ext: '.jpg',
      mime: 'image/jpeg',
      size: 1,
      provider: 'local',
      url: '/uploads/pier.jpg',
      folderPath: '/',
    },
  });
  const topics = [sea.documentId];
  const authors = [ann.documentId];

  const never = await create({
    ...textsOf('never'),
    slug: canary('never slug'),
    topics,
    authors,
    cover: shared.id,
  });
  const takenBack = await makeLive({ ...textsOf('taken'), slug: 'taken-one', topics, authors });
  await update(takenBack.documentId, { slug: 'taken-two' });
  await publish(takenBack.documentId);
  const deleted = await makeLive({ ...textsOf('deleted'), slug: 'deleted-one', topics, authors });

  const plain = await makeLive(
    live('Harbour reopens', {
      topics,
      authors,
      cover: shared.id,
      coverAlt: 'The pier in the morning',
      relatedNews: [
        { target: never.documentId },
        { headline: canary('asleep headline'), target: takenBack.documentId },
        { target: takenBack.documentId, teaser: canary('asleep teaser') },
        { target: deleted.documentId },
        { headline: 'Seen elsewhere', url: 'https://elsewhere.example/' },
      ],
    }),
  );
  await articles.unpublish({ documentId: takenBack.documentId });
  await articles.delete({ documentId: deleted.documentId });

  // What readers had once and have no longer.
  const corrected = await makeLive({ ...textsOf('former'), slug: 'corrected-once', topics });
  await update(corrected.documentId, {
    ...Object.fromEntries(Object.keys(textsOf('former')).map((key) => [key, null])),
    ...live('Ferry timetable', { slug: 'ferry', relatedNews: [] }),
  });
  await publish(corrected.documentId);

  const modified = await makeLive(
    live('Market day', { topics, authors, relatedNews: [{ target: plain.documentId }] }),
  );
  await update(modified.documentId, {
    ...textsOf('modified'),
    slug: canary('modified slug'),
    topics: [land.documentId],
  });
  // Nothing but a new entry in its Recent News.
  const listed = await makeLive(live('Lighthouse painted', { topics }));
  await update(listed.documentId, {
    relatedNews: [
      { headline: canary('entry headline'), teaser: canary('entry teaser') },
      { target: never.documentId },
    ],
  });

  const sites = documents('api::site.site');
  const site = await sites.create({
    data: { name: 'The Gazette', url: PUBLIC_SITE, newsletterText: 'Write to us.' },
  });
  await sites.publish({ documentId: site.documentId });
  await sites.update({
    documentId: site.documentId,
    data: {
      name: canary('site name'),
      url: `https://${canary('site url')}.example`,
      newsletterText: canary('site newsletter'),
      newsletterButtonLabel: canary('site button'),
      newsletterUrl: `https://${canary('site link')}.example/`,
      recentNewsHeading: canary('site heading'),
    },
  });

  // What lies beside the texts, in every row of it, live ones too.
  const person = await newsroom.strapi.service('admin::user')!.create({
    email: `${canary('person email')}@newsroom.example`,
    firstname: canary('person firstname'),
    lastname: canary('person lastname'),
    username: canary('person username'),
    isActive: true,
    roles: [(await newsroom.strapi.service('admin::role')!.getSuperAdmin()).id],
  });
  const tables = ['articles', 'sections', 'bullets', 'related_news', 'sites', 'topics', 'authors'];
  for (const table of [...tables, 'files'])
    await newsroom.sql(`UPDATE ${table} SET created_by_id = $1, updated_by_id = $1`, [person.id]);
  await newsroom.sql(`UPDATE articles SET import_hash = $1::text || id, recent_news_rules = $2`, [
    canary('private hash'),
    JSON.stringify({ hidden: [canary('private rules')] }),
  ]);
  await newsroom.sql(`UPDATE related_news SET reason = $1`, [
    JSON.stringify({ words: [canary('private reason')] }),
  ]);
  const target = await newsroom.admin('POST', '/rebuilds/targets', {
    name: canary('target name'),
    url: `https://rebuild.example/${canary('target address')}`,
    quietSeconds: 0,
    enabled: false,
  });
  expect(target.status).toBe(201);

  const made = [never, takenBack, deleted, plain, corrected, modified, listed];
  const rows = await newsroom.sql<{ slug: string }>(
    `SELECT slug FROM article_pages UNION SELECT slug FROM articles`,
  );
  return {
    words,
    slugs: rows.map(({ slug }) => slug),
    documentIds: made.map(({ documentId }) => documentId as string),
    draftId: never.documentId as string,
  };
};
