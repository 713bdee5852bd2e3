import type { LoginOptions, LoginRequest } from "../../src/auth0/login";
import { print, printed, setUp } from "./support";

const password = { user: "password-phone", method: "password" } as const;

/** What Actions see of a login, by an expression over the event. */
async function seen(expression: string, options: LoginOptions) {
  const { engine, tenant } = setUp(print(expression));
  tenant.riskAssessments = { enabled: true };
  return printed(await engine.startLogin(options))[0];
}

test.each<[string, LoginOptions, string, unknown]>([
  ["acr_values", { ...password, acrValues: ["a", "b"] }, "event.transaction.acr_values", ["a", "b"]],
  ["acr_values in the query", { ...password, acrValues: ["a", "b"] }, "event.request.query.acr_values", "a b"],
  ["max_age in the query", { ...password, maxAge: 0 }, "event.request.query.max_age", "0"],
  ["no max_age", password, "'max_age' in event.request.query", false],
  ["an organization", { ...password, organization: "org_Acme" }, "event.organization.id", "org_Acme"],
  ["no organization", password, "'organization' in event", false],
  ["roles", { ...password, roles: ["admin"] }, "event.authorization.roles", ["admin"]],
  ["no roles", password, "event.authorization.roles", []],
  ["a risk", { ...password, risk: "low" }, "event.authentication.riskAssessment.confidence", "low"],
  ["no risk", password, "'riskAssessment' in event.authentication", false],
  [
    "the WebAuthn grant, of which no methods are known",
    { user: "password-phone", method: "passkey", grant: "webauthn" },
    "[event.transaction.protocol, 'authentication' in event]",
    ["oauth2-webauthn", false],
  ],
])("an event shows %s", async (_, options, expression, value) => {
  expect(await seen(expression, options)).toEqual(value);
});

test("an overall confidence comes with assessments that fit", async () => {
  const expression = "event.authentication.riskAssessment.assessments.NewDevice";
  expect(await seen(expression, { ...password, risk: "high" })).toEqual({ code: "match", confidence: "high" });
});

test.each<[string, LoginRequest, RegExp]>([
  ["a risk that the tenant does not assess", { ...password, risk: "low" }, /assesses no risk: PATCH \/api\/v2\/risk-/],
  ["a risk in a grant", { ...password, grant: "password", risk: "low" }, /no risk in the grant "password"/],
  ["the WebAuthn grant by password", { ...password, grant: "webauthn" }, /"webauthn" needs method "passkey"/],
])("%s is refused", async (_, options, message) => {
  const { engine, tenant } = setUp();
  tenant.riskAssessments = { enabled: options.grant === "password" };
  await expect(engine.startLogin(options as LoginOptions)).rejects.toThrow(message);
});
