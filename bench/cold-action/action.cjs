// A cold instance of the Action: loads its bundle as the platform does, runs one login, prints the milliseconds.
const { readFileSync } = require("node:fs");
const { compileFunction } = require("node:vm");
const [bundle, phone_number, secrets] = process.argv.slice(2);

async function main() {
  const code = readFileSync(bundle, "utf8");
  const lines = [];
  const started = performance.now();
  const module = { exports: {} };
  const log = { log: (line) => lines.push(line) };
  compileFunction(code, ["module", "exports", "require", "console"])(module, module.exports, require, log);
  await module.exports.onExecutePostLogin(
    {
      authentication: { methods: [{ name: "sms", timestamp: new Date().toISOString() }] },
      connection: { name: "sms", strategy: "sms" },
      user: { user_id: "sms|1", phone_number, identities: [{ provider: "sms", connection: "sms", user_id: "1" }] },
      secrets: JSON.parse(secrets),
    },
    {},
  );
  const ms = performance.now() - started;
  if (!/ approved \d+ms$/.test(lines[0])) throw new Error(`Not reported: ${lines[0]}`);
  process.stdout.write(String(ms));
}

main().catch((error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
