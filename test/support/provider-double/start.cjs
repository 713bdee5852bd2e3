// Starts provider.cjs, which lies beside it, with what V8 compiled of it at the build: Terraform starts a plugin up to
// three times a command, and compiling is most of what a start takes. `--prepare` makes that file.
const { existsSync, readFileSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");
const { Script } = require("node:vm");

const filename = join(__dirname, "provider.cjs");
const cache = join(__dirname, "provider.v8");
const script = new Script(`(function (require, __dirname) {${readFileSync(filename, "utf8")}\n})`, {
  filename,
  cachedData: existsSync(cache) ? readFileSync(cache) : undefined,
});
if (process.argv[2] === "--prepare") process.on("exit", () => writeFileSync(cache, script.createCachedData()));
script.runInThisContext()(require, __dirname);
