import { createHash } from 'node:crypto';
import type { StorySource } from '../../newsroom';
import { readStory, type Reading } from '../../relatedness/profile';
import { READING_FORMAT } from '../../relatedness/reading-bytes';
import type { Teaser, TeaserProvider } from '../../teasers/provider';

/** Raised when stories are to be read, or teasers written, anew: the rules for either have changed. */
const RULES = 1;

/** Lead, section headings, section leads and bullets in reading order, a line each. */
const bodyOf = ({ lead, sections }: StorySource): string =>
  [lead, ...sections.flatMap(({ heading, lead, bullets }) => [heading, lead, ...bullets])]
    .filter(Boolean)
    .join('\n');

/** Same hash: nothing that choosing or the machine's teaser depends on has changed. */
export const hashOf = ({ title, lead, sections, publishedAt, ...rest }: StorySource): string =>
  createHash('sha256')
    .update(
      JSON.stringify([
        [RULES, READING_FORMAT],
        [title, lead, publishedAt, rest.language ?? null, rest.beat, rest.topics],
        sections.map(({ heading, lead, bullets }) => [heading, lead, bullets]),
      ]),
    )
    .digest('base64url');

export const readingOf = (source: StorySource): Reading =>
  readStory({
    id: source.documentId,
    title: source.title,
    body: bodyOf(source),
    language: source.language,
    publishedAt: source.publishedAt,
    beat: source.beat,
    topics: source.topics,
  });

export const teaserOf = (provider: TeaserProvider, source: StorySource): Teaser | null =>
  provider.write({
    id: source.documentId,
    title: source.title,
    language: source.language,
    lead: source.lead,
    body: '',
    sections: source.sections,
  });
