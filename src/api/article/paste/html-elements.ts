import type { Element } from 'hast';

const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/u));

/** Flow inside a line; every other element begins and ends lines. */
export const INLINE = words(`
  a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q ruby rb rt
  rp s samp small span strike strong sub sup time tt u var wbr img math mi mn mo mrow msup msub`);

/** Hold no words of the page. */
export const WORDLESS = words('script style template link meta base param source track area col');

/** Furniture by their element. */
export const CHROME_ELEMENTS = words(`
  nav svg form select datalist textarea button iframe object video audio canvas map dialog menu
  noscript noembed noframes embed progress meter`);

const HTML_NAMES = words(`
  html head body title base link meta style script noscript template article section nav aside h1 h2
  h3 h4 h5 h6 hgroup header footer address main p hr pre blockquote ol ul menu li dl dt dd figure
  figcaption div search a em strong small s cite q dfn abbr ruby rb rt rtc rp data time code var samp
  kbd sub sup i b u mark bdi bdo span br wbr ins del picture source img iframe embed object param
  video audio track map area svg math table caption colgroup col tbody thead tfoot tr td th form
  label input button select datalist optgroup option textarea output progress meter fieldset legend
  details summary dialog slot canvas acronym applet basefont bgsound big blink center dir font frame
  frameset image isindex keygen listing marquee menuitem multicol nextid nobr noembed noframes
  plaintext rbc spacer strike tt xmp xml`);

/** Custom elements (`my-card`) and Office's (`o:p`) are names, too. */
export const isElementName = (name: string): boolean =>
  HTML_NAMES.has(name) || name.includes('-') || name.includes(':');

export const attribute = (element: Element, name: string): string => {
  const value = element.properties[name];
  if (Array.isArray(value)) return value.join(' ');
  return value === null || value === undefined ? '' : String(value);
};

export const classesOf = (element: Element): string[] => {
  const value = element.properties['className'];
  return Array.isArray(value) ? value.map((name) => String(name).toLowerCase()) : [];
};

/** A class or id that names furniture, alone or with one word around it ("post-share-buttons"). */
const CHROME_NAME =
  /^(?:[a-z]+[-_]{1,2})?(?:cookies?|consent|gdpr|ccpa|share|sharing|sharedaddy|addtoany|social|breadcrumbs?|advert|advertisement|ads?|adsense|skip-link|skiplink|screen-reader-text|screen-reader-shortcut|sr-only|visually-hidden|comments|comment-form|respond|navbar|nav|navigation|menu|pagination|pager|popup|modal|overlay|toolbar|site-footer|site-header|masthead|tags|tag-links|cat-links|edit-link|post-categories|entry-tags|toc|paywall)(?:[-_]{1,2}(?:area|bar|banner|block|box|buttons?|container|content|icons?|inner|item|items|links?|list|menu|nav|notice|overlay|popup|section|unit|widget|wrap|wrapper|\d+))?$/u;
const CHROME_ROLES = words(
  'navigation banner contentinfo search dialog alertdialog menu menubar toolbar',
);
const RELATED_NAME =
  /(?:^|[-_])(?:related|relatedposts|recommended|recommendations|more-stories|recent-news|read-next)(?:[-_]|$)/u;
const NEWSLETTER_NAME =
  /(?:^|[-_])(?:newsletter|subscribe|subscription|signup|sign-up|mailing-list|mc4wp|mailchimp|convertkit)(?:[-_]|$)/u;

const namesOf = (element: Element): string[] => {
  const id = attribute(element, 'id').toLowerCase();
  return id === '' ? classesOf(element) : [...classesOf(element), id];
};

export const isHidden = (element: Element): boolean =>
  element.properties['hidden'] !== undefined ||
  /display\s*:\s*none|mso-hide\s*:\s*all|visibility\s*:\s*hidden/iu.test(
    attribute(element, 'style'),
  );

/** Whole containers never count: a page's body may well carry the class "has-menu". */
const NEVER_CHROME = words('html body main article h1 h2 h3 h4 h5 h6 p li a span em strong b i');

/** The element is furniture by its class, id or role. */
export const isNamedChrome = (element: Element): boolean => {
  if (/screen-reader-text|sr-only|skip-link/u.test(namesOf(element).join(' '))) return true;
  if (NEVER_CHROME.has(element.tagName)) return false;
  const names = namesOf(element);
  if (names.some((name) => RELATED_NAME.test(name) || NEWSLETTER_NAME.test(name))) return false;
  return (
    names.some((name) => CHROME_NAME.test(name)) || CHROME_ROLES.has(attribute(element, 'role'))
  );
};

export const isNamedRelated = (element: Element): boolean =>
  namesOf(element).some((name) => RELATED_NAME.test(name));

export const isNamedNewsletter = (element: Element): boolean =>
  !NEVER_CHROME.has(element.tagName) && namesOf(element).some((name) => NEWSLETTER_NAME.test(name));

const NAME_CLASS =
  /^(?:(?:entry|post|article|story|p)[-_]{1,2})?(?:author|byline)(?:[-_]{1,2}name)?$|^fn$/u;

/** The words inside are the author's name, with or without "By". */
export const isAuthorName = (element: Element): boolean =>
  /(?:^|\s)author(?:\s|$)/u.test(attribute(element, 'rel')) ||
  attribute(element, 'itemProp') === 'author' ||
  classesOf(element).some((name) => NAME_CLASS.test(name));

/** Bold or not, where the element says so; null where it says nothing. */
export const boldnessOf = (element: Element): boolean | null => {
  const weight = /font-weight\s*:\s*([a-z0-9]+)/iu.exec(attribute(element, 'style'))?.[1];
  if (weight !== undefined) {
    return /^bold/iu.test(weight) || Number(weight) >= 600;
  }
  return element.tagName === 'b' || element.tagName === 'strong' ? true : null;
};

/** Word numbers and dots its items by hand, in spans that say `mso-list: Ignore`. */
export const isWordMarker = (element: Element): boolean =>
  /mso-list\s*:\s*ignore/iu.test(attribute(element, 'style'));

export const isWordItem = (element: Element): boolean =>
  element.tagName === 'p' &&
  (classesOf(element).some((name) => /^msolist(?:paragraph|bullet|number)/u.test(name)) ||
    /mso-list\s*:\s*l\d/iu.test(attribute(element, 'style')));

/** 0 for the outermost level. */
export const wordItemDepth = (element: Element): number =>
  Math.max(Number(/\blevel(\d)/u.exec(attribute(element, 'style'))?.[1] ?? 1) - 1, 0);

/** Points from which a whole paragraph of Google Docs is its Title style (26 pt), not text. */
const DOCS_TITLE_POINTS = 24;

export const hasTitleSize = (element: Element): boolean =>
  element.children.some((child) => {
    if (child.type !== 'element') return false;
    const size = /font-size\s*:\s*([\d.]+)pt/iu.exec(attribute(child, 'style'))?.[1];
    return size !== undefined && Number(size) >= DOCS_TITLE_POINTS;
  });
