import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { missingSecrets, readSources } from "../../src/sources";

const fixtures = join(__dirname, "fixtures");
const yaml = join(fixtures, "export.yaml");
const keywords = { POLICIES: ["confidence-score"], TYPES: ["sms"] };
const environment = { NAME: "Shop", PLAN: "gold", AUTH0_KEYWORD_REPLACE_MAPPINGS: JSON.stringify(keywords) };
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "exports-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (name: string, text: string): string => {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
};

test("a directory that auth0-deploy-cli exported is read whole", () => {
  const document = readSources([join(fixtures, "export")], { environment: {} });
  expect(document).toMatchObject({
    actions: [
      {
        name: "Add roles",
        code: expect.stringContaining("event.secrets.ROLES_API"),
        trigger: { id: "post-login", version: "v3" },
        runtime: "node22",
        deployed: true,
      },
    ],
    bindings: [
      {
        trigger: "post-login",
        actions: [
          { action: { key: "Add roles" }, displayName: "Roles" },
          { action: { key: "Bot check" }, displayName: "Bot check" },
        ],
      },
    ],
    lookups: [{ key: "Bot check", name: "Bot check" }],
    guardian: {
      policies: ["all-applications"],
      messageTypes: ["sms", "voice"],
      factors: { otp: true, sms: true, email: false },
    },
    phoneProvider: undefined,
    settings: { friendly_name: "Shop", customize_mfa_in_postlogin_action: true },
    clients: [{ name: "Shop", appType: "regular_web", properties: { client_metadata: { tier: "gold" } } }],
    skipped: ["roles"],
  });
  expect(document.logStreams.map(({ name }) => name)).toEqual(["Here"]);
  expect(document.notes).toEqual([
    "Messages to phones go to the local Verify instead of through the phone provider twilio.",
    "The log stream Datadog is not loaded: it delivers to datadog.",
  ]);
  expect(missingSecrets(document)).toEqual(['The Action "Add roles" has no value for its secret ROLES_API.']);
});

test("a YAML export is read with its keywords as auth0-deploy-cli replaces them", () => {
  const document = readSources([yaml], { environment });
  expect(document).toMatchObject({
    actions: [
      { name: "Add roles", runtime: "node22", secrets: [{ name: "ROLES_API" }, { name: "PLAN", value: "gold" }] },
      { name: "Draft", deployed: false },
    ],
    guardian: { policies: ["confidence-score"], messageTypes: ["sms"], factors: { otp: false } },
    phoneProvider: { name: "custom", deliveryMethods: ["text"] },
    settings: { friendly_name: "Shop" },
    skipped: ["roles"],
    notes: ["Add roles runs as node22: Auth0 has retired node16."],
  });
});

test("keywords come from the configuration file, and before it from the environment", () => {
  const config = write(
    "config.json",
    JSON.stringify({ AUTH0_KEYWORD_REPLACE_MAPPINGS: { ...keywords, NAME: "File" } }),
  );
  expect(readSources([yaml], { environment: { PLAN: "a" }, config }).settings).toMatchObject({ friendly_name: "File" });
  expect(readSources([yaml], { environment, config }).settings).toMatchObject({ friendly_name: "Shop" });
});

test("a keyword without a value stays as it is and is named with its place; a secret with it has no value", () => {
  const { notes, settings, ...document } = readSources([yaml], {
    environment: { ...environment, NAME: undefined, PLAN: undefined },
  });
  expect(settings).toMatchObject({ friendly_name: "##NAME##" });
  expect(notes.at(-1)).toBe(
    `No value for ##PLAN## (${yaml}:11:17), ##NAME## (${yaml}:43:19): they stay as they are. ` +
      "Set it in the environment, or under AUTH0_KEYWORD_REPLACE_MAPPINGS in --config FILE.",
  );
  expect(missingSecrets({ notes, settings, ...document })).toContain(
    'The Action "Add roles" has no value for its secret PLAN.',
  );
});

test("a list that is a keyword without a value is a mistake that names it", () => {
  expect(() => readSources([yaml], { environment: { NAME: "a" } })).toThrow(
    /export\.yaml: guardianPolicies.* is not as auth0-deploy-cli writes it.*No value for .*@@POLICIES@@ \(.*export\.yaml:32:13\)/s,
  );
});

test.each([
  ["YAML that does not parse", "tenant.yaml", "actions:\n  - name: [a\n", /tenant\.yaml:\d+:\d+ can't be read: /],
  [
    "an Action without a trigger",
    "tenant.yaml",
    "actions:\n  - name: A\n",
    /tenant\.yaml: actions "A"\.supported_triggers is not as auth0-deploy-cli writes it: /,
  ],
  [
    "code that is not there",
    "tenant.yaml",
    "actions:\n  - { name: A, code: ./a.js, supported_triggers: [{ id: post-login, version: v3 }] }\n",
    /a\.js can't be read: it does not exist\./,
  ],
  ["a single value", "tenant.yaml", "hello\n", /tenant\.yaml can't be read: it is a single value/],
])("%s is told with its place", (_, name, text, message) => {
  expect(() => readSources([write(name, text)], { environment: {} })).toThrow(message);
});

test("an Action of a trigger that the local tenant doesn't have is left out and named", () => {
  const file = write("tenant.yaml", "actions:\n  - { name: A, supported_triggers: [{ id: some-day, version: v1 }] }\n");
  expect(readSources([file], { environment: {} })).toMatchObject({
    actions: [],
    notes: ["A is not loaded: the local tenant has no trigger some-day."],
  });
});
