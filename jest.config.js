// Slow suites (`*.slow.test.ts`) run only with `npm run test:all`.
const includeSlow = process.env.TEST_ALL === "1";

/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: "node",
  // Jest would leave one of two cores to itself. The quick suites wait often, so one more worker than two cores pays; the
  // slow ones start Terraform and time signals.
  maxWorkers: Math.max(includeSlow ? 2 : 3, require("node:os").availableParallelism() - 1),
  // With nothing open a worker still takes its time to end, because it frees a gigabyte or more; a hang is reported.
  workerGracefulExitTimeout: 10_000,
  // A busy or slow machine makes no test fail; what hangs still ends.
  testTimeout: 300_000,
  roots: ["<rootDir>/test", "<rootDir>/packages/local-tenant/test"],
  testMatch: ["**/*.test.ts"],
  testPathIgnorePatterns: includeSlow ? ["/node_modules/"] : ["/node_modules/", "\\.slow\\.test\\.ts$"],
  globalSetup: "<rootDir>/test/support/global-setup.ts",
  globalTeardown: "<rootDir>/test/support/global-teardown.ts",
  // These are written as ECMAScript modules alone, which jest can't require.
  transformIgnorePatterns: ["/node_modules/(?!(?:.+/)?(?:openid-client|oauth4webapi|jose)/)"],
  transform: {
    "/node_modules/.+\\.js$": [
      "@swc/jest",
      { jsc: { parser: { syntax: "ecmascript" }, target: "es2022" }, module: { type: "commonjs" } },
    ],
    "^.+\\.ts$": [
      "@swc/jest",
      {
        jsc: { parser: { syntax: "typescript" }, target: "es2022" },
        module: { type: "commonjs" },
        sourceMaps: "inline",
      },
    ],
  },
  modulePathIgnorePatterns: ["<rootDir>/cdktf.out", "<rootDir>/.cache"],
  watchPathIgnorePatterns: ["<rootDir>/.cache", "<rootDir>/.state"],
};
