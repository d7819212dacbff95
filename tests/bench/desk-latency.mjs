/**
 * What one letter costs in the Desk, in an article of 50 sections and 900 bullets.
 *
 * Scripting is what Chromium's own count of time in JavaScript (`ScriptDuration` of the DevTools
 * protocol) grows by between just before a real key press and a moment after it: the editor's work, the
 * page's renders, and any timer of it that falls into that moment, such as a save that begins. Layout is
 * `LayoutDuration` and `RecalcStyleDuration` in the same way. Nothing is evaluated in the page meanwhile.
 * It counts milliseconds on the clock, so other work on the machine adds to it.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { ask, caretAfter, editorOf, openArticle, saved } from '../e2e/desk-page.mjs';

const SECTIONS = 50;
const BULLETS = 18;
/** From a key to the next one, ms: all that a letter sets off at once has been done by then. */
const MOMENT = 120;
/** Typed at each place of the article. */
const LETTERS = 'and more is known of it by the hour now ';

const id = (kind, n) => `${kind}${String(n).padStart(23, '0')}`;

const article = () => ({
  title: 'Fifty sections of one story',
  lead: 'It is longer than any that was ever written, so that what is slow shows.',
  sections: Array.from({ length: SECTIONS }, (_, s) => ({
    id: id('s', s),
    heading: `Heading ${s} of the long story`,
    lead: `Sentence ${s} says in a dozen plain words what happened and to whom.`,
    bullets: Array.from({ length: BULLETS }, (_b, b) => ({
      id: id('b', s * BULLETS + b),
      text: `Point ${s}.${b} of the story has some ten words as usual`,
    })),
  })),
  details: Object.fromEntries(
    [
      ...['slug', 'topics', 'authors', 'byline', 'sourceTitle', 'sourceUrl', 'teaser'],
      ...['firstPublishedAt', 'cover', 'coverAlt', 'coverCaption', 'coverCredit'],
    ].map((name) => [name, '']),
  ),
});

const PLACES = [
  'Fifty sections',
  'It is longer',
  'Heading 0 ',
  'Point 0.1 ',
  'Sentence 25 ',
  'Point 25.9 ',
  'Heading 49 ',
  'Point 49.17 ',
];

/** The value at which 95 of 100 are no greater. */
export const p95 = (values) =>
  values.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(values.length * 0.95) - 1)];

/** @returns {Promise<{ scripting: number[], layout: number[] }>} ms, a value a letter */
export const measureLetters = async (page, at) => {
  const documentId = id('a', Date.now());
  const answer = await ask(page, 'PUT', `/desk/articles/${documentId}`, {
    baseVersion: 0,
    text: article(),
  });
  if (!answer.data) throw new Error(`The long article was refused: ${JSON.stringify(answer)}`);
  await openArticle(page, documentId, at);
  await editorOf(page).getByText('Point 49.17').waitFor();

  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const spent = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    const of = (name) => 1_000 * metrics.find((metric) => metric.name === name).value;
    return {
      scripting: of('ScriptDuration'),
      layout: of('LayoutDuration') + of('RecalcStyleDuration'),
    };
  };
  const letters = { scripting: [], layout: [] };
  for (const place of PLACES) {
    await caretAfter(page, place);
    await saved(page);
    await sleep(500);
    for (const letter of LETTERS) {
      const before = await spent();
      await page.keyboard.press(letter === ' ' ? 'Space' : letter);
      await sleep(MOMENT);
      const after = await spent();
      letters.scripting.push(after.scripting - before.scripting);
      letters.layout.push(after.layout - before.layout);
    }
  }
  await saved(page);
  return letters;
};
