// node worker.cjs <runners folder> <worker.mjs> <bindings in JSON>   the Worker in miniflare, with its queue
const { readFileSync } = require("node:fs");
const { join } = require("node:path");

const [runners, worker, bindings] = process.argv.slice(2);
const { Miniflare } = require(join(runners, "node_modules", "miniflare"));

const miniflare = new Miniflare({
  modules: true,
  script: readFileSync(worker, "utf8"),
  bindings: JSON.parse(bindings),
  compatibilityDate: "2026-04-01",
  // Otherwise it downloads what a request's `cf` is filled with.
  cf: false,
  host: "127.0.0.1",
  port: 0,
  queueProducers: { REPORTS: "reports" },
  queueConsumers: { reports: { maxBatchSize: 10, maxBatchTimeout: 0, maxRetries: 100 } },
});
miniflare.ready.then((url) => console.log(`listening on ${url.origin}`));
process.once("SIGTERM", () => miniflare.dispose().then(() => process.exit(0)));
