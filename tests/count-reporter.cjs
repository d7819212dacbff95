const fs = require('node:fs');

/** Writes `{ passed, failed }` of a run to the file that NEWSROOM_TEST_COUNTS names. */
module.exports = class CountReporter {
  onRunComplete(_contexts, results) {
    if (!process.env.NEWSROOM_TEST_COUNTS) return;
    const counts = {
      passed: results.numPassedTests,
      // A file that does not even load has no tests to count; it failed all the same.
      failed: results.numFailedTests + results.numRuntimeErrorTestSuites,
    };
    fs.writeFileSync(process.env.NEWSROOM_TEST_COUNTS, JSON.stringify(counts));
  }
};
