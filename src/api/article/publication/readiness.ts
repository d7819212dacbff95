import { entryIsEmpty, readOutline } from '../outline/check';
import type { Problem, RelatedEntry } from '../outline/types';
import { ARTICLE_FIELDS, RELATED_FIELDS, fieldProblems } from '../text/field-rules';

/** As much of a draft as decides it, stored or still in a file. */
interface Readied {
  title: string | null;
  slug: string | null;
  lead: string | null;
  sections: readonly {
    heading: string | null;
    lead: string | null;
    bullets: readonly { text: string | null }[];
  }[];
  related: readonly Pick<RelatedEntry, 'headline' | 'teaser' | 'url' | 'target'>[];
}

/** What stands between a draft and its readers, with the place of each. */
export const problemsBeforeReaders = ({
  title,
  slug,
  lead,
  sections,
  related,
}: Readied): Problem[] => {
  const outline = sections.map(({ heading, lead: sentence, bullets }) => ({
    heading,
    lead: sentence,
    bullets: bullets.map(({ text }) => ({ text })),
  }));
  return [
    ...fieldProblems({ title, slug, lead }, ARTICLE_FIELDS).concat(
      title?.trim()
        ? []
        : [{ place: 'title', message: 'is missing; a page needs a headline before it goes live' }],
      slug
        ? []
        : [{ place: 'slug', message: 'is missing; give the page an address before it goes live' }],
    ),
    ...readOutline(outline, 'live').problems,
    ...related.flatMap((entry, i) => [
      ...fieldProblems({ ...entry }, RELATED_FIELDS, { prefix: `relatedNews[${i}].` }),
      ...(entryIsEmpty(entry)
        ? [
            {
              place: `relatedNews[${i}].headline`,
              message: 'is missing; give a headline or a target article',
            },
          ]
        : []),
    ]),
  ];
};
