import type { DeskCover, DeskText } from '../contracts';

export interface Previewed {
  text: DeskText;
  cover: DeskCover | null;
  /** Names. */
  topics: readonly string[];
  authors: readonly string[];
  recentNews: readonly { headline: string; teaser: string | null; url: string | null }[];
  /** BCP 47 tag for dates. */
  locale: string;
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (letter) => ENTITIES[letter]!);

/** Only what a browser may follow from a page; anything else would be a script or a file. */
const href = (url: string): string | null => (/^https?:\/\//i.test(url) ? escapeHtml(url) : null);

const when = (
  inside: string | null | undefined | false,
  wrap: (inside: string) => string,
): string => (inside ? wrap(inside) : '');

const dateOf = (iso: string, locale: string): string => {
  const date = iso === '' ? new Date() : new Date(iso);
  const said = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(date);
  return `<time datetime="${date.toISOString()}">${escapeHtml(said)}</time>`;
};

const picture = (text: DeskText, cover: DeskCover | null): string => {
  if (!cover) return '';
  const { coverAlt, coverCaption, coverCredit } = text.details;
  const size =
    cover.width && cover.height ? ` width="${cover.width}" height="${cover.height}"` : '';
  const words = [coverCaption, coverCredit].filter((part) => part.trim()).map(escapeHtml);
  return `<figure><img src="${escapeHtml(cover.url)}" alt="${escapeHtml(coverAlt || (cover.alternativeText ?? ''))}"${size}>${when(
    words.join(' · '),
    (inside) => `<figcaption>${inside}</figcaption>`,
  )}</figure>`;
};

const linked = (words: string, url: string): string => {
  const address = href(url);
  return address
    ? `<a href="${address}" rel="noopener">${escapeHtml(words)}</a>`
    : escapeHtml(words);
};

/**
 * The inside of a page as its readers will see it: every word that stands here is escaped. What is empty
 * is left out, as it will be.
 */
export const renderPage = (previewed: Previewed): string => {
  const { text, cover, topics, authors, recentNews, locale } = previewed;
  const { details } = text;
  // Readers see the authors where nothing else is written.
  const byline = details.byline.trim() || authors.join(', ');
  const sections = text.sections
    .filter(({ heading, lead, bullets }) => heading || lead || bullets.some((b) => b.text.trim()))
    .map(
      ({ heading, lead, bullets }) =>
        `<section>${when(heading.trim(), (inside) => `<h2>${escapeHtml(inside)}</h2>`)}${when(
          lead.trim(),
          (inside) => `<p>${escapeHtml(inside)}</p>`,
        )}${when(
          bullets
            .filter((bullet) => bullet.text.trim())
            .map((bullet) => `<li>${escapeHtml(bullet.text)}</li>`)
            .join(''),
          (inside) => `<ul>${inside}</ul>`,
        )}</section>`,
    );
  const source = details.sourceTitle || details.sourceUrl;
  return `<article>
<header>${when(topics.join(' · '), (inside) => `<p class="meta">${escapeHtml(inside)}</p>`)}<h1>${escapeHtml(text.title)}</h1>
<p class="meta">${when(byline, (inside) => `<span>${escapeHtml(inside)}</span> · `)}${dateOf(details.firstPublishedAt, locale)}</p></header>
${picture(text, cover)}
${when(text.lead.trim(), (inside) => `<p class="lead">${escapeHtml(inside)}</p>`)}
${sections.join('\n')}
${when(source, (words) => `<p class="source">Source: ${linked(words, details.sourceUrl)}</p>`)}
</article>
${when(
  recentNews
    .map(
      ({ headline, teaser, url }) =>
        `<li><h3>${linked(headline, url ?? '')}</h3>${when(teaser, (inside) => `<p>${escapeHtml(inside)}</p>`)}</li>`,
    )
    .join(''),
  (inside) => `<aside><h2>Recent News</h2><ul>${inside}</ul></aside>`,
)}`;
};

/** A whole document around it. `base` is the path below which script and style stand. */
export const renderDocument = (
  inside: string,
  title: string,
  base: string,
  locale: string,
): string =>
  `<!doctype html>
<html lang="${escapeHtml(locale)}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escapeHtml(title)}</title>
<link rel="stylesheet" href="${base}/preview.css">
<script src="${base}/preview.js" defer></script>
</head><body><main id="page">${inside}</main></body></html>
`;
