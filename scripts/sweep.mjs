// node scripts/sweep.mjs [step in ms]: stops deploy, rotate, rollback and destroy at every moment of their length, a step
// apart (100 ms), by SIGINT and SIGTERM in turn, and judges each as the suites of test/ops/stop do. Takes long.
process.env.SWEEP_STEP_MS = process.argv[2] ?? "100";
const verbs = "^(deploy|rotate|rollback|destroy) begins";
process.argv = [...process.argv.slice(0, 2), "--all", "test/ops/stop/", "-t", verbs];
await import("./test.mjs");
