const { writeFileSync } = require("node:fs");

/** A jest reporter that writes how many tests passed, failed and were skipped to the file that JEST_COUNTS names. */
module.exports = class {
  /**
   * @param {unknown} _contexts
   * @param {import("@jest/test-result").AggregatedResult} results
   */
  onRunComplete(_contexts, results) {
    const counts = {
      passed: results.numPassedTests,
      // A suite that could not run at all counts as one failure, or the line would read like success.
      failed: results.numFailedTests + results.numRuntimeErrorTestSuites,
      skipped: results.numPendingTests + results.numTodoTests,
    };
    writeFileSync(process.env.JEST_COUNTS ?? "", JSON.stringify(counts));
  }
};
