import { countWords, plainKey } from './text-shape';

/**
 * The call to subscribe: a short text that begins with an invitation and names a newsletter, and
 * the button behind it. The button's words are part of the call, not chrome; what stands between
 * them ("Email address") is chrome.
 */
const INVITATION =
  /^(?:(?:please\s+)?(?:subscribe|sign up|sign-up|register)\b|join (?:our|the|us|over|more|thousands|millions|for|now|today|\d)|get (?:our|the|your|a|an|all|daily|weekly|more|smarter|stories|news|breaking|this|it|your|exclusive)\b|receive\b|stay (?:informed|updated|up to date|ahead|on top|in the loop|connected)\b|(?:don['’]t|never) miss\b|want (?:more|stories|the|to)\b|like what you|enjoy(?:ing|ed)?\b|our (?:free |daily |weekly )*newsletter|be the first\b|start your (?:day|morning)\b|keep up\b)/iu;
const SUBJECT =
  /\b(?:newsletters?|inbox|mailing list|e-?mail (?:list|updates?|alerts?|digest|briefing)|(?:daily|weekly|morning|evening) (?:e-?mail|briefing|brief|digest|update)|in your e-?mail)\b/iu;
/** A call is a line or three, not a story about newsletters. */
const LONGEST_CALL = 320;

export const isNewsletterCall = (text: string): boolean =>
  text.length <= LONGEST_CALL && INVITATION.test(text) && SUBJECT.test(text);

const BUTTON =
  /^(?:join|subscribe|sign (?:me )?up|sign-up|get (?:it|started|updates|the)|yes|count me in|submit|register|try|start|i'm in|let's go|go)\b/u;

/** Short words that act: "Join Now", "Subscribe", "Sign me up". */
export const isNewsletterButton = (text: string): boolean =>
  text.length <= 40 && countWords(text) <= 5 && !/[.:]$/u.test(text) && BUTTON.test(plainKey(text));

const FORM_BIT =
  /^(?:(?:your |enter your |e-?mail)\s?(?:e-?mail)?(?: address)?(?: here)?|name|first name|last name|.{0,20}unsubscribe.{0,60}|no spam.{0,60}|.{0,80}privacy policy.{0,60}|i (?:agree|accept|consent) .{0,160})$/u;

/** What a sign-up form shows between its text and its button. */
export const isFormBit = (text: string): boolean =>
  text.length <= 200 && FORM_BIT.test(plainKey(text));
