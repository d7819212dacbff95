const fs = require('node:fs');

/**
 * Writes `{ [file]: { passed, failed } }` of a run, by absolute paths, to the file that
 * NEWSROOM_TEST_COUNTS names.
 */
module.exports = class CountReporter {
  onRunComplete(_contexts, { testResults }) {
    if (!process.env.NEWSROOM_TEST_COUNTS) return;
    const counts = testResults.map((file) => [
      file.testFilePath,
      {
        passed: file.numPassingTests,
        // A file that does not even load has no tests to count; it failed all the same.
        failed: file.numFailingTests + (file.testExecError && file.numFailingTests === 0 ? 1 : 0),
      },
    ]);
    fs.writeFileSync(process.env.NEWSROOM_TEST_COUNTS, JSON.stringify(Object.fromEntries(counts)));
  }
};
