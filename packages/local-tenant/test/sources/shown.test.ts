import { join } from "node:path";
import { missingSecrets, readSources } from "../../src/sources";

// Printed by `terraform show -json` 1.x with the provider auth0/auth0 1.53.0.
const shown = (name: string) => join(__dirname, "fixtures", `${name}.json`);
const actions = [
  { name: "Roles", code: expect.stringContaining("`roles ${event.secrets.ROLES_API} %{x}`") },
  { name: "Audit", secrets: [{ name: "API", value: "https://roles.example" }] },
];
const bindings = (document: ReturnType<typeof readSources>) =>
  document.bindings.map(({ trigger, actions: bound }) => [
    trigger,
    ...bound.map(({ action, displayName }) => [
      document.actions.find(({ key }) => "key" in action && key === action.key)?.name,
      displayName,
    ]),
  ]);
const order = [["post-login", ["Audit", "Audit"], ["Roles", "Roles first"]]];

test("a plan is read, with what it does not know yet from the configuration, through modules and their outputs", () => {
  const document = readSources([shown("plan")], { environment: { TF_VAR_token: "t" } });
  expect(document).toMatchObject({
    actions,
    guardian: { policies: ["all-applications"], factors: { otp: true, email: false, "webauthn-roaming": true } },
    settings: { friendly_name: "Shown", flags: { enable_client_connections: true } },
  });
  expect(bindings(document)).toEqual(order);
  expect(document.actions[0]?.secrets).toEqual([
    { name: "TOKEN", value: "t" },
    { name: "ROLES_API", value: "https://roles.example" },
  ]);
});

test("an ephemeral variable of a plan has no value but the one that is given", () => {
  const plan = readSources([shown("plan")], { environment: {} });
  expect(missingSecrets(plan)).toEqual([
    'auth0_action.roles.secret TOKEN needs the variable "token", which has no value and no default.',
  ]);
  const secrets = { shared: {}, byAction: { Roles: { TOKEN: "of the file" } } };
  expect(readSources([shown("plan")], { environment: {}, secrets }).actions[0]?.secrets[0]).toEqual({
    name: "TOKEN",
    value: "of the file",
  });
});

test("a state is read, and what it does not hold of an Action's secrets is asked for by the Action's code", () => {
  const document = readSources([shown("state")], { environment: { TOKEN: "of the environment" } });
  expect(document).toMatchObject({ actions, settings: { friendly_name: "Shown" } });
  expect(document.settings).not.toHaveProperty("id");
  expect(bindings(document)).toEqual(order);
  expect(document.actions[0]?.secrets).toContainEqual({ name: "TOKEN", value: "of the environment" });
  expect(missingSecrets(document)).toEqual([expect.stringContaining("ROLES_API")]);
});
