import { isPhrase, plainKey } from './text-shape';
import type { Block } from './types';

/**
 * Site furniture known by its words. `SURE` is furniture wherever it stands; `LIKELY` only where it
 * cannot be content: not as a heading, and as a bullet only when the whole list is furniture (a
 * share list), so that a list of companies may name Facebook.
 */
const SURE = new Set(
  `×
✕
✖
✗
advertisement
advertisements
sponsored
skip to content
skip to main content
skip to navigation
jump to content
scroll to top
back to top
toggle navigation
toggle menu
open menu
close menu
leave a comment
leave a reply
post a comment
cancel reply
accept all
accept all cookies
accept cookies
reject all
reject all cookies
manage preferences
manage cookies
cookie settings
cookie preferences
cookie policy
privacy policy
terms of service
terms of use
terms and conditions
terms & conditions
do not sell my personal information
all rights reserved
share this
share this article
share this story
share this post
share this page
copy link
click to share
article continues below
story continues below
article continues below advertisement
story continues below advertisement
continue reading
continue reading below
loading
please wait
table of contents
log in
login
sign in
newsletter
email address
your email
your email address
enter your email
enter your email address
no spam. unsubscribe at any time
no spam, unsubscribe anytime
unsubscribe at any time
you can unsubscribe at any time`.split('\n'),
);

const LIKELY = new Set(
  `accept
decline
dismiss
close
got it
i agree
ok
home
menu
search
about
about us
contact
contact us
careers
advertise
help
faq
privacy
terms
cookies
imprint
sitemap
share
share on
share via
tweet
post
pin it
pin
like
save
bookmark
print
email
e-mail
mail
comment
comments
reply
follow us
follow
facebook
twitter
x
linkedin
whatsapp
reddit
telegram
bluesky
threads
mastodon
pinterest
flipboard
pocket
instagram
youtube
tiktok
rss
hacker news
previous
next
previous post
next post
previous article
next article
subscribe
subscribe now
subscribe today
sign up
sign up now
sign up for free
join
join now
join us
register
submit
donate
read more
learn more
see more
show more
load more
view all
see all`.split('\n'),
);

/** Each is anchored and has no nested repetition: linear time. */
const SURE_SHAPES = [
  /^(?:share|tweet|post|pin|save|send)(?: this)? (?:on|to|via|by|with) (?:x|twitter|x \(?twitter\)?|facebook|linkedin|whatsapp|reddit|telegram|bluesky|threads|mastodon|pinterest|flipboard|pocket|email|e-mail|mail|hacker news|friends)\b.{0,40}$/u,
  /^click to (?:share|email|print)\b.{0,60}$/u,
  /^(?:copyright\b|\(c\)|©)/u,
  /^(?:(?:tags?|categor(?:y|ies)|topics?)\s*:|tagged\s*:|tagged (?:in|as|with) |(?:filed under|posted in)(?::| )).{1,160}$/u,
  /^(?:no|\d{1,6}) (?:comments?|shares?|views?|likes?)(?: so far)?$/u,
  /^(?:we|this (?:web)?site|our (?:web)?site) uses? cookies\b.{0,400}$/u,
  /^by (?:continuing to (?:use|browse)|using) (?:this|our) (?:web)?site\b.{0,300}$/u,
  /^home\s*[>›»/]\s.{0,160}$/u,
  /^(?:please )?(?:log ?in|sign ?in) to (?:comment|continue|read|reply)\b.{0,60}$/u,
  /^follow us on .{1,60}$/u,
  /^(?:like|enjoyed) this (?:article|story|post)\?.{0,60}$/u,
];

const LONGEST_CHROME = 440;

const keyed = (text: string): string => {
  const trimmed = text.toLowerCase().replace(/[’‘]/gu, "'").trim();
  return /^(?:©|\()/u.test(trimmed) ? trimmed.replace(/\s+/gu, ' ') : plainKey(text);
};

/** Furniture wherever it stands. */
export const isSureChrome = (text: string): boolean => {
  if (text.length > LONGEST_CHROME) return false;
  const key = keyed(text);
  return SURE.has(key) || SURE_SHAPES.some((shape) => shape.test(key));
};

/** Furniture unless its place makes it content. */
export const isLikelyChrome = (text: string): boolean =>
  isSureChrome(text) || (isPhrase(text) && LIKELY.has(plainKey(text)));

/** A row of links or buttons, each of them furniture: "Facebook X Email". */
export const isChromeRow = (block: Block): boolean => {
  if (block.links.length < 2) return false;
  const covered = block.links
    .map((link) => link.text)
    .join('')
    .replace(/\s+/gu, '');
  const bare = block.text.replace(/[\s|·•/,]+/gu, '');
  return covered.length >= bare.length && block.links.every((link) => isLikelyChrome(link.text));
};

/** A WordPress shortcode standing alone, such as `[gallery ids="1,2"]`. */
export const isShortcode = (text: string): boolean =>
  /^\[\/?[a-z][a-z0-9_-]{2,30}(?: [^[\]]{0,400}=[^[\]]{0,400})?\/?\]$/u.test(text) &&
  !/^\[[a-z]+ [a-z]+\]$/u.test(text);
