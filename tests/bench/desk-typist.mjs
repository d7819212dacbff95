/** How many key presses a click takes: the hand goes to the mouse, points, and comes back. */
const CLICK = 10;

/**
 * Somebody who writes at a steady speed without ever stopping to think, and counts. Each key takes `delay`
 * ms; a chord is one press, and so is a capital. A click takes as long as ten keys, where models of such
 * work say sixteen (1.9 s against 0.12 s).
 *
 * @param {import('playwright-core').Page} page
 * @param {number} delay ms a key
 * @param {() => Promise<unknown>} ready what a click waits for as well, while the hand is on its way
 */
export const typistAt = (page, delay, ready = async () => {}) => {
  const counted = { keystrokes: 0, clicks: 0 };
  const from = performance.now();
  return {
    async type(text) {
      counted.keystrokes += [...text].length;
      await page.keyboard.type(text, { delay });
    },
    async press(key, times = 1) {
      for (let i = 0; i < times; i += 1) {
        counted.keystrokes += 1;
        await page.keyboard.press(key, { delay });
      }
    },
    /** @param {import('playwright-core').Locator} target */
    async click(target) {
      counted.clicks += 1;
      await Promise.all([page.waitForTimeout(CLICK * delay), ready()]);
      await target.click();
    },
    /** @returns {{ keystrokes: number, clicks: number, seconds: number }} since it sat down */
    result: () => ({ ...counted, seconds: (performance.now() - from) / 1_000 }),
  };
};
