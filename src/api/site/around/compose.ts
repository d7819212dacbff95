import type { PageNewsletter, PagePicture } from '../../article/page/types';
import { composeNewsletter, composePicture } from '../../article/page/compose';
import { USUAL_LANGUAGE } from '../../article/text/language';
import type { StoredAround } from './plans';

/** The answer of `GET /api/site/page`. */
export interface Around {
  name: string | null;
  url: string | null;
  /** ISO 639-1. */
  language: string;
  newsletter: PageNewsletter | null;
  recentNewsHeading: string;
  topics: { name: string; slug: string; description: string | null; stories: number }[];
  authors: {
    name: string;
    slug: string;
    role: string | null;
    description: string | null;
    picture: PagePicture | null;
    links: { label: string; url: string }[];
    stories: number;
  }[];
}

const orNull = (text: string | null | undefined): string | null => (text?.trim() ? text : null);

export const composeAround = ({ site, topics, authors }: StoredAround): Around => ({
  name: orNull(site?.name),
  url: orNull(site?.url),
  language: orNull(site?.language) ?? USUAL_LANGUAGE,
  newsletter: site && composeNewsletter(site),
  recentNewsHeading: orNull(site?.recentNewsHeading) ?? 'Recent News',
  topics: topics.map((topic) => ({ ...topic, description: orNull(topic.description) })),
  authors: authors.map((author) => ({
    ...author,
    role: orNull(author.role),
    description: orNull(author.description),
    picture: composePicture(author.picture),
  })),
});
