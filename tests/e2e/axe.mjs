/** What axe finds on a page: rules of accessibility that it breaks. */
import fs from 'node:fs';
import { createRequire } from 'node:module';

const script = fs.readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
);

/**
 * @param {import('playwright-core').Page} page
 * @param {string} [within] a selector; the whole page without it
 * @returns {Promise<{ impact: string, text: string }[]>}
 */
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

/** @returns {Promise<string[]>} findings of any weight on the whole page */
export async function axeFindings(page) {
  return (await violationsOn(page)).map(({ text }) => text);
}

/** @returns {Promise<string[]>} findings that keep people out, within an element */
export async function seriousFindings(page, within) {
  return (await violationsOn(page, within))
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ text }) => text);
}
