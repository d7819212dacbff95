import type { StoredSection } from './diff';
import type { Outline } from './types';

/** The outline as it is read, from the rows of a tree. */
export const outlineOf = (sections: readonly StoredSection[]): Outline =>
  sections.map(({ documentId, heading, lead, bullets }) => ({
    documentId,
    heading: heading ?? '',
    lead,
    bullets: bullets.map((bullet) => ({ documentId: bullet.documentId, text: bullet.text ?? '' })),
  }));
