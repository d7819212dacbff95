/** How large an article may become. Every door enforces these; `docs/architecture.md` says where. */
export const LIMITS = {
  /** A headline longer than this is cut off by every search engine and most phones. */
  title: 200,
  /** The slug is made from the title, so it never needs more. */
  slug: 200,
  lead: 2000,
  byline: 200,
  sourceTitle: 300,
  /** The longest address that browsers and proxies handle alike. */
  url: 2000,
  coverAlt: 500,
  coverCaption: 1000,
  coverCredit: 200,
  heading: 200,
  sectionLead: 1000,
  bullet: 1000,
  headline: 200,
  teaser: 500,
  /** A page of more than fifty sections is not a short structured page; it also bounds one publish. */
  sections: 50,
  bulletsPerSection: 50,
  /** Readers see three; an editor may keep more in reserve. */
  relatedNews: 20,
  /** Topics, and authors, of one article: more would sort nothing any more. */
  named: 20,
} as const;
