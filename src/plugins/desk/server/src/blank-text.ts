import type { DeskDetails, DeskText } from './contracts';

const NO_DETAILS: DeskDetails = {
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
};
/** What an article is before its first word. */
export const NO_TEXT: DeskText = { title: '', lead: '', sections: [], details: NO_DETAILS };
