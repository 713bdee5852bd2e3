// node twilio-functions.cjs <project folder> <variables in JSON>   the project's functions, as twilio-run serves them.
// Its `start` listens everywhere, so its app is mounted here, on this machine's own address.
const { createRequire } = require("node:module");
const { createServer } = require("node:http");
const { join } = require("node:path");

const [baseDir, variables] = process.argv.slice(2);
const { createLocalDevelopmentServer } = createRequire(join(baseDir, "package.json"))("twilio-run/dist/runtime/server");

const config = {
  baseDir,
  env: JSON.parse(variables),
  url: "http://localhost",
  logs: false,
  live: false,
  forkProcess: false,
};
createLocalDevelopmentServer(0, config).then((app) => {
  const server = createServer(app);
  server.listen(0, "127.0.0.1", () => console.log(`listening on http://127.0.0.1:${server.address().port}`));
});
