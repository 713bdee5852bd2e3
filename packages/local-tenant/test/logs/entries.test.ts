import { formatLog } from "../../src/auth0/management/resources/logs/document";
import { logFields } from "../../src/auth0/management/resources/logs/fields";
import { setUp } from "../login/support";
import { type Scenario, scenarios } from "./scenarios";
import { complaints, publishedTypes } from "./schema";

async function entriesOf({ actions = [], run }: Scenario) {
  const parts = setUp(...actions);
  await run(parts);
  return { ...parts, entries: parts.tenant.logs.list() };
}

test.each(Object.entries(scenarios))("%s is logged as on the platform, by Auth0's schemas", async (_, scenario) => {
  const { tenant, entries } = await entriesOf(scenario);
  expect(entries.map(({ type }) => type)).toEqual(scenario.logs);
  expect(entries.flatMap((entry) => complaints(entry, tenant))).toEqual([]);
});

test("every type that the tenant can write is in one of these logins, and has a published schema", () => {
  const written = new Set(Object.values(scenarios).flatMap(({ logs }) => logs));
  expect([...written].sort()).toEqual(Object.keys(logFields).sort());
  expect([...publishedTypes].sort()).toEqual(Object.keys(logFields).sort());
});

test("the schemas find what is missing and what is too much", () => {
  const { tenant } = setUp();
  const details = { authenticator: { type: "sms" }, connection: "sms" };
  const entry = tenant.logs.append({ type: "gd_auth_succeed", description: "", details });
  expect(complaints(entry, tenant)).toEqual([
    expect.stringContaining("/details/authenticator must have required property 'id'"),
    expect.stringContaining('/details must NOT have unevaluated properties {"unevaluatedProperty":"connection"}'),
  ]);
});

// biome-ignore lint/suspicious/noExplicitAny: the platform's documents
const details = async (name: string, type: string): Promise<any> =>
  (await entriesOf(scenarios[name]!)).entries.findLast((entry) => entry.type === type)?.details;

test.each([
  ["a code by SMS", "sms"],
  ["a code by a call", "tel"],
  ["a code by e-mail", "email"],
  ["a password", undefined],
])("the prompts of %s name the code's way: %s", async (name, amr) => {
  const { prompts, session_id } = await details(name, "s");
  expect(prompts).toMatchObject([{ name: "prompt-authenticate" }, { name: "login" }]);
  expect(prompts[0].passwordless_amr).toBe(amr);
  expect(prompts[0].session_id).toBe(session_id);
  expect(prompts[0].stats).toEqual({ loginsCount: 1 });
});

test("a passkey is phishing-resistant, and MFA a prompt of its own", async () => {
  expect((await details("a passkey", "s")).prompts[0].performed_amr).toEqual(["phr"]);
  const { prompts } = await details("MFA by SMS", "s");
  expect(prompts.at(-1)).toMatchObject({ name: "mfa", performed_amr: ["mfa"], provider: "guardian" });
});

test.each([
  ["single sign-on", "s"],
  ["silent authentication", "ssa"],
])("%s lists no prompt: its code was typed in an earlier login", async (name, type) => {
  expect((await details(name, type)).prompts).toEqual([]);
});

test.each([
  ["MFA by SMS", "gd_auth_succeed", "sms", "+12025550102"],
  ["MFA by a call", "gd_auth_succeed", "voice", "+12025550102"],
  ["MFA by tenant policy", "gd_auth_succeed", "sms", "+12025550102"],
  ["enrolment of a phone", "gd_enrollment_complete", "sms", "+12025550150"],
  ["enrolment of a phone, logged as a success too", "gd_auth_succeed", "sms", "+12025550150"],
  ["ten wrong MFA codes and one more", "gd_auth_failed", "sms", "+12025550102"],
  ["MFA codes that the provider refuses", "gd_send_voice_failure", "voice", "+12025550102"],
  ["MFA by an authenticator app", "gd_auth_succeed", "totp", undefined],
  ["a push notification that is refused", "gd_auth_rejected", "push", undefined],
])("%s: %s names the authenticator %s and its number", async (name, type, authenticator, number) => {
  const { authenticator: logged, enrollment } = await details(name, type);
  expect(logged).toMatchObject({ type: authenticator, id: `${authenticator}|${enrollment._id}` });
  expect([logged.phone_number, enrollment.phone_number]).toEqual([number, number]);
});

test("the number is the enrolled one where the profile has another", async () => {
  const enrolled = scenarios["MFA by SMS"]!;
  const { entries } = await entriesOf({
    ...enrolled,
    run: async (parts) => {
      parts.engine.users.get("password-phone").enrollments = [{ type: "phone", phoneNumber: "+12025550188" }];
      await enrolled.run(parts);
    },
  });
  const number = { authenticator: { phone_number: "+12025550188" } };
  expect(entries.find(({ type }) => type === "gd_auth_succeed")?.details).toMatchObject(number);
});

test("a failed Action is named with its version, its binding and what it threw", async () => {
  const { tenant, entries } = await entriesOf(scenarios["an Action that throws"]!);
  const [binding] = tenant.bindings.list("post-login");
  const version = tenant.actions.get(binding!.actionId).versions[0];
  expect(entries[0]?.details).toMatchObject({
    action_id: binding!.actionId,
    version_id: version?.id,
    binding_id: binding!.id,
    error_class: "action_error",
    action_error: { name: "TypeError", message: "broken" },
  });
});

test.each(Object.keys(scenarios))("no entry of %s holds a code", async (name) => {
  const { entries, sent, engine } = await entriesOf(scenarios[name]!);
  const logged = JSON.stringify(entries);
  // A longer number, such as a time, may have the same digits somewhere.
  const numbers = logged.match(/\d+/g);
  for (const { code } of [...sent, ...engine.mailbox]) expect(numbers).not.toContain(code);
});

test.each([
  ["phone-only", "sms", "+12025550101"],
  ["linked-sms-primary", "sms", "+12025550107"],
  ["linked", "sms", "lina@example.com"],
  ["password-phone", "password", "paul@example.com"],
] as const)("%s, who signs in by %s, is called by the primary identity: %s", async (user, method, name) => {
  const { engine, tenant, code } = setUp();
  const login = await engine.startLogin({ user, method });
  if (login.state === "awaiting-code") await login.submitCode(code());
  expect(tenant.logs.list().find(({ type }) => type === "s")?.user?.name).toBe(name);
});

test("requests for tokens name the client and the audience, and no secret", async () => {
  const { tenant, entries } = await entriesOf(scenarios["client credentials, wrong at first"]!);
  const documents = entries.map((entry) => formatLog(entry, tenant));
  const ours = { client_id: "deploy", audience: tenant.audience };
  expect(documents).toMatchObject([ours, { client_id: "deploy", audience: "https://elsewhere" }, ours]);
  expect(JSON.stringify(documents)).not.toContain("-fake");
});
