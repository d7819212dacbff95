import type { Newsroom } from '../harness';

/** A day in ms. */
export const DAY = 86_400_000;
/** Any fixed day; stories are dated around it. */
export const START = Date.UTC(2026, 8, 1, 9);

export interface StoryInput {
  title: string;
  lead?: string;
  day?: number;
  bullets?: string[];
  [field: string]: unknown;
}

/** Subjects far enough from each other that a list of one never needs the other. */
export const SUBJECTS: Record<string, string[]> = {
  tram: [
    'tram line extension bridge harbour depot rails',
    'tram drivers strike depot timetable union rails',
    'tram fares ticket zones passengers harbour line',
    'tram tunnel drilling rails budget harbour overrun',
    'tram depot fire carriages rails inspection line',
  ],
  glacier: [
    'glacier retreat meltwater alpine ice survey',
    'glacier lake flood warning alpine ice valley',
    'glacier drilling ice core climate alpine record',
    'glacier tourism rope accident alpine ice guide',
    'glacier monitoring radar ice thickness alpine',
  ],
};

export const textOf = (subject: string, variant: number): StoryInput => {
  const words = SUBJECTS[subject]![variant % SUBJECTS[subject]!.length]!.split(' ');
  const [a, b, c, d, e, f] = words as [string, string, string, string, string, string];
  return {
    title: `${a} ${b} ${c} number ${variant}`,
    lead: `Officials said the ${a} ${b} would change the ${d} after ${variant + 2} months of talks about the ${e}.`,
    bullets: [
      `The ${c} and the ${d} were named by ${variant + 11} people at the hearing.`,
      `A report on the ${a} ${f} put the cost at ${variant + 40} million.`,
    ],
  };
};

export const create = async (
  { strapi }: Newsroom,
  { title, lead, day = 0, bullets = [], ...rest }: StoryInput,
): Promise<string> => {
  const made = await strapi.documents('api::article.article').create({
    data: {
      title,
      lead: lead ?? null,
      firstPublishedAt: new Date(START + day * DAY).toISOString(),
      outline:
        bullets.length > 0
          ? [{ heading: 'What is known', lead: null, bullets: bullets.map((text) => ({ text })) }]
          : [],
      ...rest,
    } as never,
  });
  return made.documentId;
};

export const publish = async ({ strapi }: Newsroom, documentId: string): Promise<void> => {
  await strapi.documents('api::article.article').publish({ documentId });
};

export const createAndPublish = async (newsroom: Newsroom, story: StoryInput): Promise<string> => {
  const documentId = await create(newsroom, story);
  await publish(newsroom, documentId);
  return documentId;
};

interface Queue {
  whenIdle(names?: string[], options?: { timeoutMs?: number }): Promise<void>;
}

/** Until the plugin's jobs are done. */
export const settled = ({ strapi }: Newsroom): Promise<void> =>
  (strapi.plugin('jobs').service('queue') as Queue).whenIdle(
    ['recent-news.stories', 'recent-news.lists', 'recent-news.refit'],
    { timeoutMs: 60_000 },
  );

export interface PageEntry {
  headline: string;
  teaser: string | null;
  url: string | null;
  slug?: string;
  origin: 'editor' | 'machine';
}

/** What readers see under a story. */
export const shownUnder = async (newsroom: Newsroom, documentId: string): Promise<PageEntry[]> => {
  const [page] = await newsroom.sql<{ data: string }>(
    'SELECT data FROM article_pages WHERE document_id = $1 AND live',
    [documentId],
  );
  return page ? (JSON.parse(page.data) as { relatedNews: PageEntry[] }).relatedNews : [];
};

export const headlines = async (newsroom: Newsroom, documentId: string): Promise<string[]> =>
  (await shownUnder(newsroom, documentId)).map(({ headline }) => headline);
