/** A newsroom with one of everything that an answer can have. */
import type { Newsroom } from '../harness';

/* eslint-disable @typescript-eslint/no-explicit-any -- documents are made field by field */
/** Fills an empty newsroom. @returns a draft in it, and a token that opens its preview */
export const fillNewsroom = async (
  newsroom: Newsroom,
): Promise<{ documentId: string; token: string }> => {
  const documents = (uid: string): any => newsroom.strapi.documents(uid as 'api::article.article');
  const articles = () => documents('api::article.article');
  const make = async (data: object): Promise<any> => {
    const made = await articles().create({ data });
    await articles().publish({ documentId: made.documentId });
    return made;
  };
  const move = async (documentId: string, slug: string) => {
    await articles().update({ documentId, data: { slug } });
    await articles().publish({ documentId });
  };

  const file = await newsroom.strapi.db.query('plugin::upload.file').create({
    data: {
      name: 'pier',
      hash: 'pier',
      ext: '.jpg',
      mime: 'image/jpeg',
      size: 1,
      url: '/uploads/pier.jpg',
      width: 640,
      height: 480,
      alternativeText: 'A pier',
      provider: 'local',
      formats: { small: { url: '/uploads/small_pier.jpg', width: 320, height: 240 } },
    },
  });
  const site = await documents('api::site.site').create({
    data: {
      name: 'The Coast',
      url: 'https://coast.example',
      newsletterText: 'Write to us.',
      newsletterButtonLabel: 'Now',
      newsletterUrl: 'https://coast.example/letter',
    },
  });
  await documents('api::site.site').publish({ documentId: site.documentId });
  const topic = await documents('api::topic.topic').create({ data: { name: 'Sea' } });
  const author = await documents('api::author.author').create({
    data: {
      name: 'Ann Reed',
      role: 'Reporter',
      picture: file.id,
      links: [{ label: 'Page', url: 'https://ann.example/' }],
    },
  });
  const plain = await make({ title: 'Calm sea' });
  const gone = await make({ title: 'Taken back' });
  await articles().unpublish({ documentId: gone.documentId });
  const full = await make({
    title: 'Storm reaches the peninsula',
    slug: 'stormy',
    lead: 'Ferries stay in port.',
    byline: 'By our desk',
    topics: [topic.documentId],
    authors: [author.documentId],
    cover: file.id,
    coverCaption: 'The pier',
    coverCredit: 'Cleo Marsh',
    sourceTitle: 'Harbour office',
    sourceUrl: 'https://harbour.example/',
    outline: [{ heading: 'Now', lead: 'Wait.', bullets: [{ text: 'Wind from the west.' }] }],
    relatedNews: [
      { target: plain.documentId },
      { headline: 'Elsewhere', teaser: 'T.', url: 'https://o.example/' },
    ],
  });
  await move(full.documentId, 'storm');
  const { documentId } = await articles().create({ data: { title: 'Still a draft' } });
  const { body } = await newsroom.admin(
    'GET',
    `/content-manager/preview/url/api::article.article?documentId=${documentId}`,
  );
  await newsroom.sql(
    `INSERT INTO rebuild_calls (id, target_id, kind, purpose, state, from_number, to_number,
                                change_count, listed, body)
     VALUES ('a-call', 'a-target', 'generic', 'test', 'delivered', 0, 0, 0, 0, '{}')`,
  );
  return { documentId, token: new URL(body.data.url).searchParams.get('token')! };
};
