// A Verify that approves everything, each in 0 to 100 ms. Prints its port; ends with its standard input.
const { readFileSync } = require("node:fs");
const { createServer } = require("node:https");
const [key, certificate] = process.argv.slice(2);

let requests = 0;
const server = createServer({ key: readFileSync(key), cert: readFileSync(certificate) }, (_, response) => {
  requests += 1;
  setTimeout(() => response.end('{"status":"approved"}'), (requests * 37) % 101);
});
server.listen(0, "127.0.0.1", () => process.stdout.write(String(server.address().port)));
process.stdin.on("end", () => process.exit()).resume();
