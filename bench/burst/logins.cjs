// A warm instance of the Action in which logins run all at once. Prints how they ended and how long they were held.
const { readFileSync } = require("node:fs");
const { compileFunction } = require("node:vm");
const [bundle, logins, secrets] = process.argv.slice(2);

const module_ = { exports: {} };
const lines = [];
const log = { log: (line) => lines.push(line) };
compileFunction(readFileSync(bundle, "utf8"), ["module", "exports", "require", "console"])(
  module_,
  module_.exports,
  require,
  log,
);

/** Milliseconds that the login was held. */
async function login(index) {
  const phone_number = `+1202555${String(index).padStart(4, "0")}`;
  const started = performance.now();
  await module_.exports.onExecutePostLogin(
    {
      authentication: { methods: [{ name: "sms", timestamp: new Date().toISOString() }] },
      connection: { name: "sms", strategy: "sms" },
      transaction: { protocol: "oidc-basic-profile" },
      user: {
        user_id: `sms|${index}`,
        phone_number,
        phone_verified: true,
        identities: [{ provider: "sms", connection: "sms", user_id: String(index) }],
      },
      secrets: JSON.parse(secrets),
    },
    { transaction: { setMetadata() {} } },
  );
  return performance.now() - started;
}

async function main() {
  await login(9999);
  lines.length = 0;
  const started = performance.now();
  const held = await Promise.all(Array.from({ length: Number(logins) }, (_, index) => login(index)));
  const ms = performance.now() - started;
  const reported = lines.filter((line) => / approved \d+ms/.test(line)).length;
  process.stdout.write(JSON.stringify({ ms, reported, longest: Math.max(...held) }));
  process.exit();
}

main();
