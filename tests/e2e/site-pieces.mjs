/** A page as plain text, and the same page on the site: the pieces of both, in order. */
import fs from 'node:fs';

const SAMPLE = new URL('../../../shared/samples/deepseek-rand.txt', import.meta.url);
/** The same form in our own words, for checkouts without that page. */
const OWN = new URL('../fixtures/pages/house-style.txt', import.meta.url);

export const ownPage = () => fs.readFileSync(OWN, 'utf8');
export const samplePage = () =>
  fs.existsSync(SAMPLE) ? fs.readFileSync(SAMPLE, 'utf8') : ownPage();

/**
 * Read line by line, without our parser: a line is a piece, but for the heading before the first colon
 * of a section's first line.
 *
 * @returns {{ title: string, newsletter: string[], text: string[], source: string, recentNews: string[] }}
 *   text: the lead, then each heading, sentence and bullet
 */
export function piecesOfText(page) {
  const lines = page
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && line !== '×');
  const below = lines.indexOf('Recent News');
  const [title, writtenBy, publishedOn, call, button, lead, ...rest] = lines.slice(0, below);
  if (writtenBy !== 'Written by' || publishedOn !== 'Published on') {
    throw new Error('The page is not in the form that this test reads.');
  }
  const sections = rest.slice(0, -1).flatMap((line) => {
    if (line.startsWith('•')) return line.replace(/^•\s*/, '');
    const colon = line.indexOf(': ');
    return [line.slice(0, colon), line.slice(colon + 2)];
  });
  return {
    title,
    newsletter: [call, button],
    text: [lead, ...sections],
    source: rest.at(-1),
    recentNews: lines.slice(below + 1),
  };
}

const BLOCKS = 'h1, h2, h3, p, li, a.button';

/** Every text of the article on the site, as its reader meets them; topics stand above all and are left out. */
export const piecesOnSite = (page) =>
  page
    .locator('main')
    .evaluate(
      (main, blocks) =>
        [...main.querySelectorAll(blocks)]
          .filter((block) => !block.closest('.kicker') && !block.querySelector(blocks))
          .map((block) => block.textContent.replaceAll(/\s+/g, ' ').trim()),
      BLOCKS,
    );
