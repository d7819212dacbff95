/** What axe finds on a page: rules of accessibility that it breaks. */
import fs from 'node:fs';
import { createRequire } from 'node:module';

const script = fs.readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
);

/** @returns {Promise<{ impact: string, text: string }[]>} what is found at this moment */
async function violationsOn(page, within) {
  await page.evaluate(script);
  const { violations } = await page.evaluate(async (selector) => {
    // What fades in has little contrast until it is there.
    const passing = document
      .getAnimations()
      .filter(({ effect }) => effect.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(passing.map(({ finished }) => finished));
    return globalThis.axe.run(selector ?? document, { resultTypes: ['violations'] });
  }, within);
  return violations.map(({ id, impact, nodes }) => ({
    impact,
    text: `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`,
  }));
}

/** A busy machine draws what loads, opens or changes colour within that; ms. */
const DRAWN_WITHIN = 4_000;

/**
 * What is still found when the page has come to rest: a finding that passes was something on its way.
 *
 * @param {import('playwright-core').Page} page
 * @param {string | undefined} within a selector; the whole page without it
 * @param {(impact: string) => boolean} counts
 * @returns {Promise<string[]>}
 */
async function lasting(page, within, counts) {
  const until = Date.now() + DRAWN_WITHIN;
  for (;;) {
    const found = (await violationsOn(page, within)).filter(({ impact }) => counts(impact));
    if (found.length === 0 || Date.now() > until) return found.map(({ text }) => text);
    await page.waitForTimeout(300);
  }
}

/** @returns {Promise<string[]>} findings of any weight on the whole page */
export const axeFindings = (page) => lasting(page, undefined, () => true);

/** @returns {Promise<string[]>} findings that keep people out, within an element */
export const seriousFindings = (page, within) =>
  lasting(page, within, (impact) => impact === 'serious' || impact === 'critical');
