/** One bullet as it is read and written through the outline. */
export interface OutlineBullet {
  documentId?: string;
  text: string;
}

/** One section as it is read and written through the outline, in reading order. */
export interface OutlineSection {
  documentId?: string;
  heading: string;
  lead: string | null;
  bullets: OutlineBullet[];
}

export type Outline = OutlineSection[];

/** An entry of the "Recent News" block as it is written in one list with the article. */
export interface RelatedEntry {
  documentId?: string;
  headline: string | null;
  teaser: string | null;
  url: string | null;
  /** documentId of the article it points to, if it points to one of ours. */
  target: string | null;
}

/** Something wrong with what was sent: where it stands and what would be right. */
export interface Problem {
  /** For people: `outline[2].bullets[0].text`. */
  place: string;
  message: string;
}
