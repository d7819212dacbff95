/** What became of test files: their counts, which of them failed, and which only at first. */

/** @typedef {{ passed: number, failed: number }} Counts of one file */

/** @param {Map<string, Counts>} files */
export const failedFiles = (files) =>
  [...files].filter(([, { failed }]) => failed > 0).map(([file]) => file);

/** The closing line that `.ci/run` reads. @param {Map<string, Counts>} files */
export function closingLine(files) {
  const sum = (what) => [...files.values()].reduce((total, counts) => total + counts[what], 0);
  return `${sum('passed')} passed, ${sum('failed')} failed`;
}

/**
 * One line a file that failed among others and then passed by itself: a race to be mended, which a
 * busy machine shows, and which must not stay unseen because the run goes on.
 *
 * @param {string[]} again the files that were run a second time
 * @param {Map<string, Counts>} files after it
 */
export const unsteady = (again, files) =>
  again
    .filter((file) => files.get(file)?.failed === 0)
    .map((file) => `UNSTEADY: failed at first, passed when run again: ${file}`);
