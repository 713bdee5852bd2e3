import { deployEnvironment, userDocument } from "../../packages/local-tenant/src/server";
import { painter } from "../../packages/local-tenant/src/terminal/paint";
import { formatNext, formatReady } from "../../start/start-page";
import type { StartReport } from "../../start/start-report";
import { type Sandbox, startSandbox } from "../support/sandbox";

let sandbox: Sandbox;
let report: StartReport;
beforeAll(async () => {
  sandbox = await startSandbox({ actions: [] });
  report = {
    readyMs: 1,
    sandbox: { ...sandbox.server.describe(), domain: "localhost:9443", verifyUrl: "https://localhost:9444" },
    consoleLink: undefined,
    stack: {
      stack: "sandbox",
      order: [],
      changed: [],
      otherChanges: [],
      standIns: [],
      skipped: [],
      logStreamEndpoints: [],
    },
    logins: [],
    conversion: { without: sandbox.server.conversion(), with: sandbox.server.conversion() },
    users: sandbox.users.all().map(userDocument),
    deployEnvironment: deployEnvironment(sandbox.server.credentials, "/a folder/bundle.pem"),
    credentialsFile: "/a folder/credentials-9443.env",
  };
});
afterAll(() => sandbox.stop());

const plain = painter({ isTTY: false } as typeof process.stdout);
const page = (port: number) => formatNext(report, port, plain);

test("on another port it names both lines of tenants.ts that a deploy needs changed", () => {
  expect(page(9443)).toContain(
    '  # first, in tenants.ts:\n  #   domain: "localhost:9443"\n  #   localVerify = "https://localhost:9444"\n',
  );
  expect(page(9443)).toContain("npm run login -- --port 9443 --user");
  expect(page(8443)).not.toMatch(/tenants\.ts|--port/);
});

test("it prints the line that reads the credentials into a shell, and no credential", () => {
  expect(page(8443)).toContain("\n  set -a; . '/a folder/credentials-9443.env'; set +a");
  for (const value of Object.values(report.deployEnvironment)) expect(page(8443)).not.toContain(value);
});

describe("with a log stream in the stack", () => {
  const endpoint = "https://localhost:9/logs";
  const withStream = () => ({ ...report, stack: { ...report.stack, logStreamEndpoints: [endpoint] } });

  it("says that it is not loaded, so that nobody takes its codes for reported", () => {
    expect(formatReady(withStream(), plain)).toContain(
      `The log stream to ${endpoint} is not loaded: Terraform creates it`,
    );
    expect(formatReady(report, plain)).not.toContain("log stream");
  });

  it("says how to run its receiver, by variables that are in the credentials' file, and prints no credential", () => {
    const text = formatNext(withStream(), 8443, plain);
    const [, steps = ""] = text.split("Report by the log stream\n");
    expect(steps).toContain("npm run stream-token -- sandbox --out receiver.env");
    expect(steps).toContain("AUTH0_TENANTS=sandbox VERIFY_ORIGIN=https://localhost:9444 NODE_EXTRA_CA_CERTS=");
    expect(steps).toContain(`TLS in front of it, at ${endpoint}`);
    const variables = [...steps.matchAll(/\$(\w+)/g)].map(([, name]) => name);
    expect(variables).toHaveLength(3);
    expect(Object.keys(report.deployEnvironment)).toEqual(expect.arrayContaining(variables));
    for (const value of Object.values(report.deployEnvironment)) expect(steps).not.toContain(value);
    expect(page(8443)).not.toContain("log-stream-receiver");
  });
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
