import { painter } from "../../../sandbox/cli/paint";
import { formatNext, type StartReport } from "../../../sandbox/cli/start-page";
import { deployEnvironment, userDocument } from "../../../sandbox/server";
import { type Sandbox, startSandbox } from "../../support/sandbox";

let sandbox: Sandbox;
let report: StartReport;
beforeAll(async () => {
  sandbox = await startSandbox({ actions: [] });
  report = {
    readyMs: 1,
    sandbox: { ...sandbox.server.describe(), domain: "localhost:9443", verifyUrl: "https://localhost:9444" },
    stack: { stack: "sandbox", order: [], changed: [], standIns: [], skipped: [] },
    logins: [],
    conversion: { without: sandbox.server.conversion(), with: sandbox.server.conversion() },
    users: sandbox.users.all().map(userDocument),
    deployEnvironment: deployEnvironment(sandbox.server.credentials, "/a folder/bundle.pem"),
    credentialsFile: "/a folder/credentials-9443.env",
  };
});
afterAll(() => sandbox.stop());

const page = (port: number) => formatNext(report, port, painter({ isTTY: false } as typeof process.stdout));

test("on another port it names both lines of tenants.ts that a deploy needs changed", () => {
  expect(page(9443)).toContain('tenants.ts: domain: "localhost:9443" and localVerify = "https://localhost:9444"');
  expect(page(9443)).toContain("npm run login -- --port 9443 --user");
  expect(page(8443)).not.toMatch(/tenants\.ts|--port/);
});

test("it prints the line that reads the credentials into a shell, and no credential", () => {
  expect(page(8443)).toContain("\n  set -a; . '/a folder/credentials-9443.env'; set +a");
  for (const value of Object.values(report.deployEnvironment)) expect(page(8443)).not.toContain(value);
});

test.each([
  ["phone-only", "sms", "+12025550101"],
  ["password-phone", "password", "paul@example.com"],
  ["linked", "password", "lina@example.com"],
  ["linked-sms-primary", "sms", "+12025550107"],
  ["email-only", "email", "emil@example.com"],
])("the table says that %s signs in with %s as %s", (user, method, address) => {
  const row = page(8443)
    .split("\n")
    .map((line) => line.trim().split(/ {2,}/))
    .find(([first]) => first === user);
  expect(row?.slice(1, 3)).toEqual([method, address]);
});
