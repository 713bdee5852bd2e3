import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { CheckName } from "../../../ops/verbs/preflight/checks";
import { TRIGGERS } from "../../../packages/local-tenant/src/auth0/store/triggers";
import { type InspectedTenant, type Subject, startInspectedTenant } from "../support/inspected-tenant";

let tenant: InspectedTenant;

beforeEach(async () => {
  tenant = await startInspectedTenant();
});
afterEach(async () => {
  jest.restoreAllMocks();
  await tenant.stop();
});

/** Expects one problem and no other. */
async function expectProblem(subject: Subject, check: CheckName, what: RegExp, fix: RegExp): Promise<void> {
  expect((await tenant.inspect({ secrets: false, ...subject })).problems).toEqual([
    { check, what: expect.stringMatching(what), where: expect.any(String), fix: expect.stringMatching(fix) },
  ]);
}

it("finds nothing in a tenant that is in order, and makes every check", async () => {
  expect(await tenant.inspect()).toEqual({ problems: [], warnings: [], skipped: {} });
});

it("finds that Actions may not choose the MFA factors", async () => {
  tenant.server.tenant.settings.patch({ customize_mfa_in_postlogin_action: false });
  await expectProblem({}, "customize-mfa", /does not let Actions choose MFA factors/, /^Turn it on/);
});

it.each([
  ["all-applications", "Always"],
  ["confidence-score", "Use Adaptive MFA"],
] as const)("finds that the policy %s asks for MFA after the Actions", async (policy, shown) => {
  tenant.server.tenant.guardian.policies = [policy];
  await expectProblem({}, "mfa-policy", new RegExp(`policy is "${shown}".*after all Actions`), /Set it to "Never"/);
});

describe("numbers that are looked up", () => {
  const lookedUp: Subject = { config: { settings: { mfaFeedback: { enrolledNumber: "lookup" } } } };
  const flag = (disable_management_api_sms_obfuscation: boolean | undefined) =>
    tenant.server.tenant.settings.patch({ flags: { disable_management_api_sms_obfuscation } });

  it("are masked where the tenant says so", async () => {
    flag(false);
    await expectProblem(lookedUp, "masked-numbers", /masks the numbers/, /^Set the flag/);
    expect((await tenant.inspect({ secrets: false })).problems).toEqual([]);
  });

  it("may be masked where the tenant does not say", async () => {
    flag(undefined);
    const { problems, warnings } = await tenant.inspect({ ...lookedUp, secrets: false });
    expect(problems).toEqual([]);
    expect(warnings).toMatchObject([{ check: "masked-numbers", what: expect.stringContaining("not known") }]);
  });

  it("are not masked with the flag", async () => {
    flag(true);
    expect(await tenant.inspect({ ...lookedUp, secrets: false })).toMatchObject({ problems: [], warnings: [] });
  });
});

describe("what the challenge's settings count on", () => {
  const settings = (mfaChallenge: object): Subject => ({ config: { settings: { mfaChallenge } } });
  const warned = (check: CheckName, what: RegExp, fix: RegExp) => [
    { check, what: expect.stringMatching(what), where: expect.any(String), fix: expect.stringMatching(fix) },
  ];
  const warnings = async (subject: Subject) => {
    const inspection = await tenant.inspect({ ...subject, secrets: false });
    expect(inspection.problems).toEqual([]);
    return inspection.warnings;
  };
  const byRisk = settings({ riskAssessment: "ask-unless-high-confidence" });

  it("is an assessment of risk, without which everybody is asked", async () => {
    expect(await warnings(byRisk)).toEqual([]);
    tenant.server.tenant.riskAssessments = { enabled: false };
    const off = warned("risk-assessment", /assessments are off.*everybody is asked/, /^Turn them on/);
    expect(await warnings(byRisk)).toEqual(off);
  });

  it("is no assessment where risk is no condition", async () => {
    tenant.server.tenant.riskAssessments = { enabled: false };
    expect(await warnings({})).toEqual([]);
  });

  it("are factors that are on", async () => {
    const otp = settings({ additionalFactors: ["recovery-code", "otp"] });
    expect(await warnings(otp)).toEqual([]);
    tenant.server.tenant.guardian.setEnabled("otp", false);
    expect(await warnings(otp)).toEqual(
      warned("additional-factors", /are off: otp\. Nobody/, /remove them from the list/),
    );
  });
});

describe("the password grant", () => {
  const PASSWORD = "http://auth0.com/oauth/grant-type/password-realm";
  const letThrough = { config: { settings: { mfaChallenge: { allowPasswordGrantWithoutMfa: true } } } };

  beforeEach(() => {
    const { clients } = tenant.server.tenant;
    clients.add({ clientId: "legacy-1", name: "Legacy app", scopes: [], grantTypes: ["password"] });
    clients.add({ clientId: "legacy-2", name: "Old mobile app", scopes: [], grantTypes: ["refresh_token", PASSWORD] });
    clients.add({ clientId: "web", name: "Web", scopes: [], grantTypes: ["authorization_code"] });
  });

  // Without verifyOrigin these ask the real Twilio, so the secrets stay out.
  const readOnly = (subject: Subject): Subject => ({ ...subject, secrets: false });

  it("is let through by tenants.ts for applications that have it, which are named", async () => {
    const named = /password alone.*\n {2}Legacy app \(legacy-1\)\n {2}Old mobile app \(legacy-2\)$/;
    await expectProblem(readOnly(letThrough), "password-grant", named, /Remove the setting/);
  });

  it("is no problem where MFA is asked for, or for an application that is exempt by name", async () => {
    expect((await tenant.inspect()).problems).toEqual([]);
    const mfaChallenge = { allowPasswordGrantWithoutMfa: true, clients: { exempt: ["legacy-1", "legacy-2"] } };
    expect((await tenant.inspect(readOnly({ config: { settings: { mfaChallenge } } }))).problems).toEqual([]);
    const byRole = { ...mfaChallenge, roles: { include: ["admin"] } };
    await expectProblem({ config: { settings: { mfaChallenge: byRole } } }, "password-grant", /legacy-1/, /Remove/);
  });
});

describe("the phone", () => {
  it("is no factor of the tenant", async () => {
    tenant.server.tenant.guardian.setEnabled("sms", false);
    await expectProblem({}, "phone", /The phone factor is off/, /^Turn it on/);
  });

  it("gets neither text messages nor calls", async () => {
    tenant.server.tenant.guardian.messageTypes = [];
    await expectProblem({}, "phone", /neither text messages nor voice calls/, /Choose SMS, Voice or both/);
  });

  const provider = () => tenant.server.tenant.phoneProvider;

  it("has no provider", async () => {
    provider().delete(provider().current()!.id);
    await expectProblem({}, "phone", /has no phone provider/, /custom one that sends through Twilio Verify/);
  });

  it("has a provider that is switched off", async () => {
    provider().update(provider().current()!.id, { disabled: true });
    await expectProblem({}, "phone", /provider is switched off/, /^Switch it on/);
  });

  it("has a provider that does not go through Verify", async () => {
    provider().update(provider().current()!.id, { name: "twilio" });
    await expectProblem({}, "phone", /through Twilio's messaging, not Twilio Verify/, /custom provider/);
  });

  it.each([
    ["auth0", /through Auth0's own test account/],
    ["twilio", /through Twilio's messaging/],
  ])("has, without the unified experience, the MFA factor's provider %s", async (name, what) => {
    tenant.server.tenant.settings.patch({ phone_consolidated_experience: false });
    tenant.server.tenant.guardian.documents.set("phone/selected-provider", { provider: name });
    await expectProblem({}, "phone", what, /custom provider/);
  });

  it("may have, without the unified experience, an Action of the tenant's as provider", async () => {
    tenant.server.tenant.settings.patch({ phone_consolidated_experience: false });
    tenant.server.tenant.guardian.documents.set("phone/selected-provider", { provider: "phone-message-hook" });
    expect((await tenant.inspect()).problems).toEqual([]);
  });
});

it("finds that the Actions' runtime is not offered, and says which are", async () => {
  const row = TRIGGERS.find(({ id }) => id === "post-login")!;
  jest.replaceProperty(row, "runtimes", ["node18-actions", "node24"]);
  await expectProblem({}, "runtime", /not offer the runtime node22 .*it offers node18, node24/, /newest one offered/);
});

it("finds Actions on the trigger that tenants.ts does not list, unless the state says that they are ours", async () => {
  const id = tenant.action("Risk check", { bound: true });
  await expectProblem({}, "trigger", /would unbind them:\n {2}1\. Risk check$/, /\n {2}before: \["Risk check"\],\n/);
  expect((await tenant.inspect({ actionIds: { "auth0_action.mfa_feedback": id } })).problems).toEqual([]);
  expect((await tenant.inspect({ config: { after: ["Risk check"] }, secrets: false })).problems).toEqual([]);
});

describe("code that is not valid JavaScript", () => {
  const broken = "exports.onExecutePostLogin = async () => {\n};'";
  const warned = async (subject: Subject) => {
    const { problems, warnings } = await tenant.inspect({ secrets: false, ...subject });
    expect(problems).toEqual([]);
    return warnings;
  };

  it("is named with its line where logins run it, and who puts it right", async () => {
    const theirs = tenant.action("Theirs", { bound: true, code: broken });
    const actionIds = { "auth0_action.mfa_feedback": tenant.action("Ours", { bound: true, code: broken }) };
    expect(await warned({ config: { after: ["Theirs"] }, actionIds })).toMatchObject([
      {
        check: "action-code",
        what: expect.stringMatching(/"Theirs": Invalid or unexpected token \(line 2\)\n {2}"Ours": /),
        fix: expect.stringMatching(/A deploy fixes ours: .*\nFix and deploy the others there/),
      },
    ]);
    tenant.server.tenant.actions.update(theirs, { code: "exports.onExecutePostLogin = async () => {};" });
    tenant.server.tenant.actions.deploy(theirs);
    const [only] = await warned({ config: { after: ["Theirs"] }, actionIds });
    expect(only?.what).not.toContain("Theirs");
  });

  it("is named where a deploy would bind it", async () => {
    tenant.action("Theirs", { code: broken });
    expect(await warned({ config: { after: ["Theirs"] } })).toMatchObject([{ check: "action-code" }]);
  });

  it("breaks nothing where no login runs it", async () => {
    tenant.action("Theirs", { code: broken });
    expect(await warned({})).toEqual([]);
  });

  it("keeps a stack that holds it from being deployed", async () => {
    const file = join(tenant.folder, "stacks", "dev", "cdk.tf.json");
    await tenant.inspect({ secrets: false });
    const stack = JSON.parse(readFileSync(file, "utf8"));
    stack.resource.auth0_action.mfa_feedback.code += "'";
    writeFileSync(file, JSON.stringify(stack));
    await expectProblem(
      {},
      "action-code",
      /"Verify feedback - MFA" is not valid JavaScript: .*every login/,
      /npm run synth/,
    );
  });
});

it("warns of an Action in before that pauses a login, and lets a deploy pass", async () => {
  const code =
    "exports.onExecutePostLogin = async (event, api) => { api.redirect.sendUserTo('https://example.com'); };";
  tenant.action("Profile", { bound: true, code });
  const { problems, warnings } = await tenant.inspect({ config: { before: ["Profile"] }, secrets: false });
  expect(problems).toEqual([]);
  expect(warnings).toEqual([
    {
      check: "listed-actions",
      what: expect.stringMatching(
        /pause a login before mfa-challenge runs:\n {2}"Profile" calls redirect\.sendUserTo$/,
      ),
      where: "tenants.ts, dev.before",
      fix: expect.stringContaining('\n  before: [],\n  after: ["Profile"],'),
    },
  ]);
  expect((await tenant.inspect({ config: { after: ["Profile"] }, secrets: false })).warnings).toEqual([]);
});

it("does not send to adopt for an Action that has a name of ours and does something else", async () => {
  const code = "exports.onExecutePostLogin = async (event, api) => { api.access.deny('No.'); };";
  const id = tenant.action("Verify feedback - MFA", { code });
  const { problems } = await tenant.inspect({ secrets: false });
  expect(problems).toEqual([expect.objectContaining({ check: "names", where: expect.stringContaining(id) })]);
  expect(problems[0]?.fix).not.toContain("adopt");
});

describe("an Action that tenants.ts lists", () => {
  const listing: Subject = { config: { before: ["Geo"] }, secrets: false };

  it.each([
    ["is not there", () => {}, /"Geo" is listed, but the tenant has no Action of that name/],
    ["is there twice", () => [tenant.action("Geo"), tenant.action("Geo")], /2 Actions have that name/],
    [
      "is for another trigger",
      () => tenant.action("Geo", { trigger: "custom-phone-provider" }),
      /not for the post-login trigger/,
    ],
    ["was never deployed", () => tenant.action("Geo", { deployed: false }), /never deployed, and so can't be bound/],
  ])("%s", async (_, arrange, what) => {
    arrange();
    await expectProblem(listing, "listed-actions", what, /Correct or remove the name/);
  });
});

describe("an Action with a name of ours", () => {
  const NAME = "Verify feedback - MFA";

  it("is not in the state: it can be imported, adopted or renamed", async () => {
    const id = tenant.action(NAME);
    const ways = new RegExp(
      `adopt -- dev\\n[^]*terraform -chdir=\\S+ import auth0_action.mfa_feedback ${id}\\n.*rename`,
    );
    await expectProblem({}, "names", /named "Verify feedback - MFA" that is not in Terraform's state/, ways);
  });

  it("is there beside the one in the state", async () => {
    const [ours, other] = [tenant.action(NAME), tenant.action(NAME)];
    const actionIds = { "auth0_action.mfa_feedback": ours };
    await expectProblem({ actionIds }, "names", new RegExp(`${ours} is ours, ${other} is not`), /delete it there/);
  });

  it("is there in place of the one in the state: that state may be another tenant's, and this one the one that runs", async () => {
    const other = tenant.action(NAME);
    const actionIds = { "auth0_action.mfa_feedback": "00000000-0000-4000-8000-000000000001" };
    const { problems } = await tenant.inspect({ secrets: false, actionIds });
    expect(problems).toEqual([expect.objectContaining({ check: "names", where: expect.stringContaining(other) })]);
    expect(problems[0]!.what).toMatch(/is not in Terraform's state; the one that is, 00000000-.*, no longer exists/);
    expect(problems[0]!.fix).toMatch(/^Check that dev\.backend[\s\S]*npm run adopt -- dev$/);
    expect(problems[0]!.fix).not.toMatch(/delete it/);
  });

  it("is ours when the state or another prefix says so", async () => {
    const id = tenant.action(NAME);
    expect((await tenant.inspect({ actionIds: { "auth0_action.mfa_feedback": id } })).problems).toEqual([]);
    const config = { actionNamePrefix: "Verify" };
    expect((await tenant.inspect({ config, secrets: false })).problems).toEqual([]);
  });
});

it("takes what npm start loaded into the local tenant for what a deploy replaces", async () => {
  const { server, folder } = tenant;
  await tenant.inspect();
  server.loadStack(folder, "dev");
  // And the phone provider that was made by hand, which is an Action and its setting.
  expect(server.describe().loaded).toHaveLength(5);
  expect((await tenant.inspect()).problems).toEqual([]);
});

it("takes Actions that import blocks bring in for ours", async () => {
  const id = tenant.action("Report MFA by hand", { bound: true });
  const imports = [{ to: "auth0_action.mfa_feedback", id }];
  expect((await tenant.inspect({ imports })).problems).toEqual([]);
});

describe("Auth0's entity limits", () => {
  it("take 20 Actions on a trigger", async () => {
    const names = Array.from({ length: 18 }, (_, index) => `Other ${index}`);
    for (const name of names) tenant.action(name);
    const listing = (before: string[]): Subject => ({ config: { before }, secrets: false });
    await expectProblem(listing(names), "limits", /would hold 21 Actions; Auth0 takes 20/, /Unbind Actions/);
    expect((await tenant.inspect(listing(names.slice(1)))).problems).toEqual([]);
  });

  it("take 20 Actions on the trigger of password resets", async () => {
    const subject: Subject = { config: { reportPasswordResets: true }, secrets: false };
    const add = (index: number) =>
      tenant.action(`Reset ${index}`, {
        bound: true,
        trigger: "password-reset-post-challenge",
        code: "exports.onExecutePostChallenge = async () => {};",
      });
    for (let index = 0; index < 19; index += 1) add(index);
    expect((await tenant.inspect(subject)).problems).toEqual([]);
    add(19);
    await expectProblem(subject, "limits", /resets would hold 21 Actions; Auth0 takes 20/, /^Unbind Actions/);
  });

  it("take 100 Actions in a tenant", async () => {
    for (let index = 0; index < 97; index += 1) tenant.action(`Other ${index}`, { deployed: false });
    await expectProblem({}, "limits", /has 98 Actions and would get 101; Auth0 takes 100/, /Delete Actions/);
    const id = tenant.action("Verify feedback - MFA");
    const actionIds = { "auth0_action.mfa_feedback": id };
    await expectProblem({ actionIds }, "limits", /has 99 Actions and would get 101/, /Delete Actions/);
  });
});

it("lists everything at once", async () => {
  const { settings, guardian } = tenant.server.tenant;
  settings.patch({ customize_mfa_in_postlogin_action: false });
  guardian.policies = ["all-applications"];
  tenant.action("Risk check", { bound: true });
  const { problems } = await tenant.inspect({
    env: { TF_VAR_TWILIO_AUTH_TOKEN: "", TF_VAR_TWILIO_VERIFY_SID: undefined },
  });
  expect(problems.map(({ check }) => check)).toEqual(["customize-mfa", "mfa-policy", "trigger", "secrets", "secrets"]);
});
