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

/** Two running events without a word in common that matters. */
export const SUBJECTS: Record<string, [title: string, lead: string, ...bullets: string[]][]> = {
  tram: [
    [
      'tram line to the harbour opens',
      'The new tram line to Karlsund harbour opened on Monday with free rides for passengers.',
      'The tram carries 4,200 passengers an hour between depot and harbour.',
      'Rails were laid in fourteen months.',
    ],
    [
      'tram drivers strike at the depot',
      'Tram drivers in Karlsund stopped work at the depot on Tuesday over the new timetable.',
      'The harbour tram line stood still, and passengers walked.',
      'The union wants longer breaks at the depot.',
    ],
    [
      'tram fares rise for harbour passengers',
      'Tram fares on the Karlsund harbour line rise by nine per cent in May.',
      'Passengers pay 38 crowns for a tram ride.',
      'The depot must be paid for.',
    ],
    [
      'tram tunnel under the harbour is delayed',
      'The tram tunnel under Karlsund harbour comes two years late because of wet rock.',
      'Passengers change to buses until the tram line is whole.',
      'Rails lie ready at the depot.',
    ],
    [
      'tram depot burns in the night',
      'A fire in the Karlsund tram depot destroyed three carriages of the harbour line.',
      'No passengers were hurt, and the tram runs every 20 minutes.',
      'The rails held.',
    ],
  ],
  glacier: [
    [
      'glacier loses eleven metres of ice',
      'The Hochalm glacier lost eleven metres of ice in one summer, surveyors found.',
      'Meltwater filled two alpine lakes.',
      'Snow cover ended in June.',
    ],
    [
      'glacier lake threatens alpine villages',
      'A meltwater lake below the Hochalm glacier may flood three alpine villages.',
      'Ice holds back 900,000 cubic metres of meltwater.',
      'Sirens stand in the valley.',
    ],
    [
      'glacier drilling brings up ancient ice',
      'Scientists drilled 214 metres into the Hochalm glacier for ice of the Bronze Age.',
      'The alpine ice holds ash and pollen.',
      'Snow of each winter left a layer.',
    ],
    [
      'glacier hikers rescued from the ice',
      'Nine hikers were pulled from a crevasse of the Hochalm glacier after a night on the ice.',
      'Alpine guides warn of thin snow.',
      'Meltwater widens each crevasse.',
    ],
    [
      'glacier radar maps the last ice',
      'Radar shows that the Hochalm glacier is 60 metres thinner than alpine maps say.',
      'The survey counted the ice along 40 lines.',
      'Meltwater runs below the snow.',
    ],
  ],
};

export const textOf = (subject: string, variant: number): StoryInput => {
  const stories = SUBJECTS[subject]!;
  const [title, lead, ...bullets] = stories[variant % stories.length]!;
  return { title, lead, bullets };
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
