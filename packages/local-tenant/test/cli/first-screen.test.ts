import { formatFirstScreen } from "../../src/cli/first-screen";
import type { Report } from "../../src/cli/report";
import { painter } from "../../src/terminal/paint";

const report: Report = {
  readyMs: 412,
  tenant: {
    domain: "localhost:9443",
    name: "sandbox",
    managementUrl: "https://localhost:9443",
    consoleUrl: "http://127.0.0.1:9445/",
    verifyUrl: "https://localhost:9444",
    caFile: "/cache/ca.pem",
    caBundleFile: "/cache/bundle.pem",
    actions: [],
    phoneProvider: "Custom Phone Provider",
    loaded: [],
  },
  consoleLink: "http://127.0.0.1:9445/#token=secret",
  loaded: { order: ["Add roles", "Bot check"], changed: [], otherChanges: [], standIns: ["Bot check"] },
  skipped: ["roles"],
  notes: ["Add roles runs as node22: Auth0 has retired node16."],
  missing: ['The Action "Add roles" has no value for its secret ROLES_API.'],
  users: [
    {
      ...{ handle: "phone-only", name: "Pia", user_id: "sms|1", phone_number: "+12025550101", identities: ["sms"] },
      ...{ factors: ["phone +12025550101"], logins_count: 0, method: "sms" },
    },
  ],
  environment: {},
  credentialsFile: "/cache/credentials-9443.env",
};

test("the first screen says what runs where, what is missing, who can log in, and how", () => {
  expect(formatFirstScreen(report, painter({ isTTY: false }))).toBe(`Ready after 0.4 s
  console  http://127.0.0.1:9445/#token=secret
  tenant   https://localhost:9443
  Verify   https://localhost:9444
  control  https://localhost:9443/_sandbox
  CA       /cache/ca.pem
  sender   Custom Phone Provider

Actions at a login
  1  Add roles
  2  Bot check  stands in for an Action that the source doesn't have

The Action "Add roles" has no value for its secret ROLES_API.
Set it in the environment, or in a file of lines NAME=value for --secrets.
Add roles runs as node22: Auth0 has retired node16.
Not loaded, because the local tenant does not support it: roles.

Users
  user        method  signs in as   enrolled
  phone-only  sms     +12025550101  phone +12025550101

Try next, in another terminal
  npx local-tenant login --port 9443 --user phone-only --method sms
  set -a; . '/cache/credentials-9443.env'; set +a   # this start's credentials`);
});

test("without Actions it says how to bring some", () => {
  const empty = { ...report, loaded: { order: [], changed: [], otherChanges: [], standIns: [] } };
  expect(formatFirstScreen(empty, painter({ isTTY: false }))).toContain("Name a source: local-tenant <cdktf.out");
});
