import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
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
  expect(missingSecrets(document)).toEqual(["auth0_action.roles.secret ROLES_API has no value."]);
});

describe("A plan of resources that are not made yet", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "shown-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const trigger = [{ id: "post-login", version: "v3" }];
  const managed = (address: string, values: object) => {
    const type = /(auth0_\w+)\.\w+(?:\[.*\])?$/.exec(address)![1];
    return { address, mode: "managed", type, values };
  };
  const action = (address: string, name: string, more: object = {}) =>
    managed(address, { name, code: `/* ${name} */`, supported_triggers: trigger, ...more });
  const refers = (...references: string[]) => ({ references });

  /** Reads a plan of these resources, with that configuration of its root. */
  const read = (resources: { address: string }[], configuration: object, environment = {}) => {
    const file = join(folder, "plan.json");
    const inModule = resources.filter(({ address }) => address.startsWith("module."));
    const root = resources.filter((resource) => !inModule.includes(resource));
    const planned = { root_module: { resources: root, child_modules: [{ resources: inModule }] } };
    const plan = { format_version: "1.2", planned_values: planned, configuration: { root_module: configuration } };
    writeFileSync(file, JSON.stringify(plan));
    return readSources([file], { environment });
  };

  test("binds instances of modules and of counted Actions, and what dynamic blocks make between them", () => {
    const document = read(
      [
        action("auth0_action.main", "Main"),
        action("auth0_action.counted[0]", "Counted 0"),
        action("auth0_action.counted[1]", "Counted 1"),
        action('module.each["one"].auth0_action.this', "Each one"),
        action('module.each["two"].auth0_action.this', "Each two"),
        managed("auth0_trigger_actions.login", {
          trigger: "post-login",
          actions: ["Two", "The main one", "Counted 1", "Counted 0", "One"].map((name) => ({ display_name: name })),
        }),
      ],
      {
        resources: [
          {
            address: "auth0_trigger_actions.login",
            expressions: {
              actions: [
                { display_name: { constant_value: "Two" }, id: refers('module.each["two"].id', 'module.each["two"]') },
                {
                  display_name: { constant_value: "The main one" },
                  id: refers("auth0_action.main.id", "auth0_action.main"),
                },
                { display_name: { constant_value: "One" }, id: refers('module.each["one"].id', 'module.each["one"]') },
              ],
            },
          },
        ],
        module_calls: {
          each: { module: { outputs: { id: { expression: refers("auth0_action.this.id", "auth0_action.this") } } } },
        },
      },
    );
    expect(bindings(document)).toEqual([
      [
        "post-login",
        ["Each two", "Two"],
        ["Main", "The main one"],
        ["Counted 1", "Counted 1"],
        ["Counted 0", "Counted 0"],
        ["Each one", "One"],
      ],
    ]);
  });

  test("matches a name that looks like a template of Terraform's, among configured and among planned Actions", () => {
    const names = ["Costs ${x}", "Share %{y}"];
    const login = {
      address: "auth0_trigger_actions.login",
      expressions: {
        actions: [
          { display_name: { constant_value: names[0] }, id: refers("auth0_action.main.id", "auth0_action.main") },
        ],
      },
    };
    const document = read(
      [
        action("auth0_action.main", "Main"),
        action("auth0_action.share", "Share %{y}"),
        managed(login.address, {
          trigger: "post-login",
          actions: names.map((name) => ({ display_name: name })),
        }),
      ],
      { resources: [login] },
    );
    expect(bindings(document)).toEqual([["post-login", ["Main", "Costs ${x}"], ["Share %{y}", "Share %{y}"]]]);
  });

  test("binds the Action of the same instance, and what a module is called with", () => {
    const bound = (address: string, name: string) => managed(address, { trigger: "post-login", display_name: name });
    const binding = {
      address: "auth0_trigger_action.this",
      expressions: { action_id: refers("auth0_action.this.id") },
    };
    const document = read(
      [
        action('module.each["a"].auth0_action.this', "A"),
        action('module.each["b"].auth0_action.this', "B"),
        action("auth0_action.counted[0]", "First"),
        action("auth0_action.counted[1]", "Second"),
        bound('module.each["b"].auth0_trigger_action.this', "b"),
        bound("auth0_trigger_action.counted[1]", "second"),
        bound("module.binder.auth0_trigger_action.this", "passed on"),
      ],
      {
        resources: [
          {
            address: "auth0_trigger_action.counted",
            expressions: { action_id: refers("auth0_action.counted", "count.index") },
          },
        ],
        module_calls: {
          each: { module: { resources: [binding] } },
          binder: {
            expressions: { which: refers("auth0_action.counted[0].id", "auth0_action.counted[0]") },
            module: {
              resources: [{ address: "auth0_trigger_action.this", expressions: { action_id: refers("var.which") } }],
            },
          },
        },
      },
    );
    expect(bindings(document).map(([, bound]) => bound)).toEqual([
      ["Second", "second"],
      ["B", "b"],
      ["First", "passed on"],
    ]);
  });

  test("names a bound Action that can't be told yet, and says how to find out", () => {
    const login = managed("auth0_trigger_actions.login", {
      trigger: "post-login",
      actions: [{ display_name: "Someone's" }],
    });
    expect(() => read([action("auth0_action.main", "Main"), login], {})).toThrow(
      /^auth0_trigger_actions\.login\.actions "Someone's"\.id is not known before Terraform has applied the plan\.\n.*terraform apply/,
    );
  });

  test("names a list of bound Actions that is not known yet", () => {
    const address = "auth0_trigger_actions.login";
    const login = managed(address, { trigger: "post-login" });
    expect(() => read([login], { resources: [{ address, expressions: {} }] })).toThrow(
      /^auth0_trigger_actions\.login\.actions is not known before/,
    );
  });

  test("names code that is not known yet", () => {
    const main = action('module.m["a"].auth0_action.main', "Main", { code: undefined });
    expect(() => read([main], {})).toThrow(/^module\.m\["a"\]\.auth0_action\.main\.code is not known before/);
  });

  test("asks for the secrets of dynamic blocks, which it does not show, by the code that reads them", () => {
    const code = "exports.onExecutePostLogin = async (event) => { event.secrets.KEY; event.secrets.ID; };";
    const main = action("auth0_action.main", "Main", { code, secrets: [{ name: "ID" }], secrets_wo_version: 1 });
    const client = managed("auth0_client.shop", { name: "Shop" });
    const id = { name: { constant_value: "ID" }, value: refers("auth0_client.shop.client_id", "auth0_client.shop") };
    const configuration = { resources: [{ address: "auth0_action.main", expressions: { secrets: [id] } }] };
    expect(read([main, client], configuration, { KEY: "of the environment" }).actions[0]?.secrets).toEqual([
      { name: "ID", client: "auth0_client.shop" },
      { name: "KEY", value: "of the environment" },
    ]);
  });

  test("brings applications with what they are set to, and names those of others", () => {
    const document = read(
      [
        managed("auth0_client.shop", {
          name: "Shop",
          app_type: "spa",
          callbacks: ["https://shop.example/${x}"],
          jwt_configuration: [{ alg: "RS256" }],
          web_origins: null,
          logo_uri: "",
        }),
        managed("auth0_client_credentials.shop", { authentication_method: "none" }),
        managed("auth0_client_grant.shop", { audience: "https://api.example/", scopes: ["read:all"] }),
        managed("auth0_client_credentials.other", { client_id: "of-another-stack" }),
      ],
      {
        resources: ["auth0_client_credentials.shop", "auth0_client_grant.shop"].map((address) => ({
          address,
          expressions: { client_id: refers("auth0_client.shop.id", "auth0_client.shop") },
        })),
      },
    );
    expect(document.clients).toEqual([
      {
        ...{ key: "auth0_client.shop", name: "Shop", appType: "spa", grantTypes: undefined, authMethod: "none" },
        properties: { callbacks: ["https://shop.example/${x}"], jwt_configuration: { alg: "RS256" } },
      },
    ]);
    expect(document.notes).toEqual([
      "auth0_client_credentials.other is not loaded: its client is not in the source.",
      "Shop gets no access to https://api.example/: the local tenant has no APIs of your own.",
    ]);
  });
});
