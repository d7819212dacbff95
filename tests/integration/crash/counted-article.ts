/** What stands in the database of an article whose versions are counted, read back part by part. */
import { trees } from '../property/audit';
import { readCounted } from '../property/counted.cjs';
import type { Snapshot } from '../property/snapshot';

export interface Standing {
  /** Number of the complete version, or -1. */
  draft: number;
  /** null when it is not published. */
  published: number | null;
  page: number | null;
  /** What is torn, or does not agree. */
  problems: string[];
}

/** Which versions the draft, the published tree and the page of this article are. */
export const readStanding = (snapshot: Snapshot, documentId: string): Standing => {
  const problems: string[] = [];
  const numberOf = (
    label: string,
    side: Parameters<typeof readCounted>[0] | undefined,
  ): number | null => {
    if (!side) return null;
    const read = readCounted(side);
    problems.push(...read.problems.map((problem) => `${label}: ${problem}`));
    return read.n;
  };
  const own = trees(snapshot)
    .filter(({ root }) => root.document_id === documentId)
    .map(({ root, sections, entries }) => ({
      isLive: root.published_at !== null,
      title: root.title,
      lead: root.lead,
      byline: root.byline,
      sections: sections.map(({ row, bullets }) => ({
        heading: row.heading,
        lead: row.lead,
        bullets: bullets.map((bullet) => bullet.row),
      })),
      relatedNews: entries.map(({ row }) => row),
    }));
  const live = snapshot.pages.find((page) => page.live && page.document_id === documentId);
  const draft =
    numberOf(
      'draft',
      own.find(({ isLive }) => !isLive),
    ) ?? -1;
  const published = numberOf(
    'published',
    own.find(({ isLive }) => isLive),
  );
  const page = numberOf('page', live && JSON.parse(live.data!));
  if (published !== page) problems.push(`published is v${published}, the page v${page}`);
  return { draft, published, page, problems };
};
