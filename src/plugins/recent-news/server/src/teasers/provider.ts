/** A section of a story, as the newsroom's articles have them. */
export interface StorySection {
  heading: string;
  lead: string | null;
  bullets: string[];
}

/** What a teaser is written from: one version of a story in one language. */
export interface Story {
  id: string;
  title: string;
  /** BCP 47 tag; guessed from the text when missing. */
  language?: string;
  /** The opening paragraph, where the story keeps one apart from its body. */
  lead?: string | null;
  /** Plain text, one paragraph a line (`unwrapped` of hard-wrap.ts joins text broken at a width). */
  body: string;
  sections?: StorySection[];
}

/** One sentence about a story, and why it was this one. */
export interface Teaser {
  teaser: string;
  why: {
    /** Where the sentence stands in the story. */
    from: 'lead' | 'body' | 'section lead' | 'bullet';
    /** Its index among the story's sentences, from 0. */
    sentence: number;
    /** What was left out of the sentence, in words (`a leading "However"`); empty for a whole one. */
    cuts: string[];
    /** The ranking score, comparable within one story only. */
    score: number;
    /** What each feature added to the score, largest first. */
    features: Record<string, number>;
    /** Editorial rules that the best available sentence still breaks (`shorter than 60 characters`). */
    faults: string[];
  };
}

/** Writes teasers; language models come behind the same seam with the extractive one as fallback. */
export interface TeaserProvider {
  name: string;
  /** @returns null when the story holds no sentence that may stand as a teaser */
  write(story: Story): Teaser | null;
}
