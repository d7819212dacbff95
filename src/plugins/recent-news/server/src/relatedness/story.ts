/** The text of a story as its readers see it, in the order they see it. */
export interface StoryText {
  title: string;
  /** Lead, section headings, section leads and bullets, joined by line breaks. */
  body: string;
  /** BCP 47 tag; guessed from the text when absent. */
  language?: string;
}

/** What choosing Recent News needs to know of a story, besides what is computed from its text. */
export interface StoryFacts {
  id: string;
  /** Milliseconds since 1970. */
  publishedAt: number;
  beat?: string | null;
  topics?: readonly string[];
}

export interface Story extends StoryFacts, StoryText {}

export const DAY = 86_400_000;
