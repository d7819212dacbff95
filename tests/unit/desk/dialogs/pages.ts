import type {
  DeskDetails,
  DeskSection,
  DeskText,
  PastedPage,
} from '../../../../src/plugins/desk/server/src/contracts';

export const details = (some: Partial<DeskDetails> = {}): DeskDetails => ({
  slug: '',
  topics: '',
  authors: '',
  byline: '',
  sourceTitle: '',
  sourceUrl: '',
  teaser: '',
  firstPublishedAt: '',
  cover: '',
  coverAlt: '',
  coverCaption: '',
  coverCredit: '',
  ...some,
});

/** `bullets` by id. */
export const section = (
  id: string,
  heading: string,
  lead = '',
  bullets: Record<string, string> = {},
): DeskSection => ({
  id,
  heading,
  lead,
  bullets: Object.entries(bullets).map(([bullet, text]) => ({ id: bullet, text })),
});

export const deskText = (some: Partial<DeskText> = {}): DeskText => ({
  title: '',
  lead: '',
  sections: [],
  details: details(),
  ...some,
});

export const pasted = (text: Partial<DeskText>, unplaced: string[] = []): PastedPage => ({
  text: deskText(text),
  relatedNews: [],
  leftOut: [],
  unplaced: unplaced.map((words, i) => ({ line: i + 1, text: words })),
  problems: [],
});

/** `n1`, `n2`, … */
export const counter = (): (() => string) => {
  let n = 0;
  return () => `n${++n}`;
};
