import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { missingSecrets, readSources } from "../../src/sources";

const fixtures = join(__dirname, "fixtures");
const yaml = join(fixtures, "export.yaml");
const keywords = { POLICIES: ["confidence-score"], TYPES: ["sms"] };
const inMapping = (mapping: object) => ({ AUTH0_KEYWORD_REPLACE_MAPPINGS: JSON.stringify(mapping) });
const environment = inMapping({ ...keywords, NAME: "Shop", PLAN: "gold" });
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

// As auth0-deploy-cli 8.44 was seen to do it.
test("keywords come from the configuration file, and before it from the environment", () => {
  const config = write(
    "config.json",
    JSON.stringify({ AUTH0_KEYWORD_REPLACE_MAPPINGS: { ...keywords, NAME: "File" } }),
  );
  const named = (from: Record<string, string>) => readSources([yaml], { environment: from, config }).settings;
  expect(named({ PLAN: "a" })).toMatchObject({ friendly_name: "File" });
  expect(named({ PLAN: "a", NAME: "Shop" })).toMatchObject({ friendly_name: "Shop" });
});

test("the mapping in the environment is the only one, where there is one", () => {
  const config = write("config.json", JSON.stringify({ AUTH0_KEYWORD_REPLACE_MAPPINGS: { NAME: "File" } }));
  const read = (mapping: object) =>
    readSources([yaml], { environment: { NAME: "Variable", ...inMapping({ ...keywords, ...mapping }) }, config });
  expect(read({ NAME: "Mapping" }).settings).toMatchObject({ friendly_name: "Mapping" });
  expect(read({}).settings).toMatchObject({ friendly_name: "##NAME##" });
});

test("values keep their types in @@X@@, become text in ##X##, and may have markers of keywords after them", () => {
  const file = write(
    "tenant.yaml",
    `tenant: { friendly_name: "##N## ##B## ##L## ##C## ##A B##", flags: { n: @@N@@, b: '@@B@@', l: "@@L@@", t: @@T@@ } }\n`,
  );
  const mapping = { N: 7, B: true, C: "##L##", L: ["a", "b"], T: "text", "A B": "spaced" };
  expect(readSources([file], { environment: inMapping(mapping) }).settings).toEqual({
    friendly_name: "7 true a,b a,b spaced",
    flags: { n: 7, b: true, l: ["a", "b"], t: "text" },
  });
});

test.each([
  ["is not there", undefined, /none\.json can't be read: it does not exist/],
  ["is not JSON", "{", /config\.json:1:2 can't be read/],
  ["is no object", "null", /config\.json: it must be an object, as auth0-deploy-cli's configuration is\./],
  ["has another mapping", '{"AUTH0_KEYWORD_REPLACE_MAPPINGS":[1]}', /MAPPINGS must be an object of keywords/],
])("a configuration file that %s is named, even if no source needs it", (_, text, message) => {
  const config = text === undefined ? join(folder, "none.json") : write("config.json", text);
  expect(() => readSources([], { environment: {}, config })).toThrow(message);
});

test("a keyword without a value stays as it is and is named with its place; a secret with it has no value", () => {
  const { notes, settings, ...document } = readSources([yaml], { environment: inMapping(keywords) });
  expect(settings).toMatchObject({ friendly_name: "##NAME##" });
  expect(notes.at(-1)).toBe(
    `No value for ##PLAN## (${yaml}:11:17), ##NAME## (${yaml}:43:19): they stay as they are. ` +
      "Set it in the environment, or under AUTH0_KEYWORD_REPLACE_MAPPINGS in --config FILE.",
  );
  expect(missingSecrets({ notes, settings, ...document })).toContain(
    'The Action "Add roles" has no value for its secret PLAN.',
  );
});

test("an application comes with what auth0-deploy-cli would set it to", () => {
  const file = write(
    "tenant.yaml",
    `clients:
  - { name: Shop, app_type: spa, callbacks: ["https://a.example/cb"], allowed_logout_urls: ["https://a.example"],
      token_endpoint_auth_method: none, grant_types: [authorization_code], refresh_token: { rotation_type: rotating },
      client_id: abc, signing_keys: [], client_metadata: { tier: gold }, logo_uri: null }\n`,
  );
  expect(readSources([file], { environment: {} }).clients).toEqual([
    {
      ...{ key: "Shop", name: "Shop", appType: "spa", grantTypes: ["authorization_code"], authMethod: "none" },
      properties: {
        callbacks: ["https://a.example/cb"],
        allowed_logout_urls: ["https://a.example"],
        refresh_token: { rotation_type: "rotating" },
        client_metadata: { tier: "gold" },
      },
    },
  ]);
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
