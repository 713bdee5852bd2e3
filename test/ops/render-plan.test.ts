import { renderPlan } from "../../ops/verbs/plan/render";
import type { ActionChange, PlanReport } from "../../ops/verbs/plan/report";

// A single suite runs in jest's own process, whose output may be a terminal.
beforeEach(() => {
  jest.replaceProperty(process, "env", { ...process.env, NO_COLOR: "1" });
});
afterEach(() => jest.restoreAllMocks());

const change: ActionChange = {
  address: "auth0_action.mfa_feedback",
  name: "MFA",
  kind: "update",
  reasons: [],
  because: [],
  liveVersion: 3,
  digest: { live: "a", planned: "b" },
  fields: [],
  settings: [],
  diff: [],
  sendsSecrets: false,
};
const order = { before: ["Risk check", "MFA"], after: ["Risk check", "MFA"], changes: false };
const report = (actions: ActionChange[], more: Partial<PlanReport> = {}): PlanReport => ({
  tenant: "dev",
  domain: "tenant.example.com",
  changes: true,
  summary: { create: 0, update: 0, replace: 0, remove: 0 },
  actions,
  order,
  tenantSettings: [],
  logStream: [],
  others: [],
  ...more,
});

it("says in one line that there is nothing to change", () => {
  expect(renderPlan(report([], { changes: false }))).toBe("dev (tenant.example.com): nothing to change.\n");
});

it.each([
  ["create", true],
  ["replace", false],
  ["remove", false],
] as const)("says of the stream's next token, to %s, that the receiver needs it: %s", (kind, said) => {
  const [next, token] = ["next token", "token"].map((what) => ({
    address: what === "token" ? "terraform_data.log_stream_token" : "terraform_data.log_stream_token_next",
    what: `its ${what}`,
    kind,
    fields: [],
  }));
  const advice = "npm run stream-token -- dev --out receiver.env";
  expect(renderPlan(report([], { logStream: [next!] })).includes(advice)).toBe(said);
  expect(renderPlan(report([], { logStream: [token!] }))).not.toContain(advice);
});

it("shows settings, secrets, code and order of what changes", () => {
  const settings = [
    { path: "deadlineMs", before: 2500, after: 2100 },
    { path: "clients.exempt", before: null, after: ["a"] },
  ];
  const diff = ["@@ -1,2 +1,2 @@", " first();", "-second();", "+other();"];
  const changed = { ...change, settings, diff, because: ["it was changed outside of Terraform"], sendsSecrets: true };
  const moved = { before: ["MFA"], after: ["MFA", "Audit"], changes: true };
  expect(
    renderPlan(report([changed], { order: moved })),
  ).toBe(`dev (tenant.example.com): 1 Action to change; a different order

Actions
  ~ MFA is changed   version 3 runs
      because it was changed outside of Terraform
      deadlineMs      2500 → 2100
      clients.exempt  (not set) → ["a"]
      its secrets will be sent, with the values set at apply time
      code            +1 −1 lines, below

Order on post-login
  before   after
  1. MFA   1. MFA
           2. Audit

Code of MFA: version 3 (running) → planned
@@ -1,2 +1,2 @@
 first();
-second();
+other();
`);
});

it("counts what is created, changed, made anew and removed", () => {
  const kinds = ["create", "create", "update", "replace", "remove"] as const;
  const text = renderPlan(report(kinds.map((kind) => ({ ...change, kind }))));
  expect(text).toContain("dev (tenant.example.com): 2 Actions to create, 1 to change, 1 to replace, 1 to remove\n");
  expect(text).toContain("Order on post-login: as before\n  1. Risk check\n  2. MFA\n");
});
