import { readFileSync } from "node:fs";
import { formatAction } from "../../src/auth0/management/resources/actions";
import { dependencyFails } from "../../src/auth0/store/build";
import type { ActionInput } from "../../src/auth0/store/draft";
import { LocalTenant } from "../../src/auth0/tenant";
import { ManualClock } from "../../src/support/clock";

let clock: ManualClock;
let tenant: LocalTenant;

beforeEach(() => {
  clock = new ManualClock();
  tenant = new LocalTenant({ domain: "localhost", clock });
});

const input = (change: Partial<ActionInput> = {}): ActionInput => ({
  name: "a",
  trigger: { id: "post-login", version: "v3" },
  code: "exports.onExecutePostLogin = async () => {};",
  ...change,
});

function deployed(change: Partial<ActionInput> = {}): string {
  const { id } = tenant.actions.create(input(change));
  tenant.actions.deploy(id);
  return id;
}

const byId = (value: string) => ({ ref: { type: "action_id" as const, value } });
const many = <T>(count: number, make: (index: number) => T) => Array.from({ length: count }, (_, index) => make(index));
const names = () => tenant.deployedActions("post-login").map(({ name }) => name);

describe("limits", () => {
  it.each<[string, Partial<ActionInput>]>([
    ["code of more than 100 kB", { code: "é".repeat(50_001) }],
    ["11 dependencies", { dependencies: many(11, (index) => ({ name: `d${index}`, version: "1.0.0" })) }],
    ["31 secrets", { secrets: many(31, (index) => ({ name: `S${index}`, value: "" })) }],
    ["a secret's name of 129 characters", { secrets: [{ name: "N".repeat(129), value: "" }] }],
    ["a secret of 4097 characters", { secrets: [{ name: "N", value: "v".repeat(4097) }] }],
    ["a trigger that does not exist", { trigger: { id: "pre-login", version: "v1" } }],
    ["a version the trigger never had", { trigger: { id: "post-login", version: "v9" } }],
    ["a runtime that is gone", { runtime: "node12" }],
    ["one secret twice", { secrets: many(2, (index) => ({ name: "S", value: String(index) })) }],
    ["two versions of one dependency", { dependencies: many(2, (index) => ({ name: "d", version: `${index}.0.0` })) }],
    ["latest of what is not installed", { dependencies: [{ name: "no-such-package", version: "latest" }] }],
  ])("refuses %s on create and on update, and keeps what stood there", (_, change) => {
    expect(() => tenant.actions.create(input(change))).toThrow(expect.objectContaining({ statusCode: 400 }));
    const { id } = tenant.actions.create(input());
    expect(() => tenant.actions.update(id, change)).toThrow(expect.objectContaining({ statusCode: 400 }));
    expect(tenant.actions.list()).toMatchObject([input()]);
  });

  it("accepts what stands exactly on the limits", () => {
    const action = tenant.actions.create(
      input({
        code: "x".repeat(100_000),
        dependencies: many(10, (index) => ({ name: `d${index}`, version: "1.0.0" })),
        secrets: many(30, (index) => ({ name: `S${index}`.padEnd(128, "_"), value: "v".repeat(4096) })),
      }),
    );
    expect(action.secrets).toHaveLength(30);
  });

  it("holds 100 Actions, 20 bindings of a trigger and one of the custom phone provider", () => {
    const ids = many(100, (index) => deployed({ name: `a${index}` }));
    expect(() => tenant.actions.create(input())).toThrow(/maximum number of actions \(100\)/);
    expect(tenant.bindings.replace("post-login", ids.slice(0, 20).map(byId))).toHaveLength(20);
    expect(() => tenant.bindings.replace("post-login", ids.slice(0, 21).map(byId))).toThrow(/at most 20 bindings/);
    tenant.actions.delete(String(ids[99]));
    tenant.actions.delete(String(ids[98]));
    const phone = { id: "custom-phone-provider", version: "v1" };
    const phones = many(2, (index) => deployed({ name: `p${index}`, trigger: phone }));
    expect(() => tenant.bindings.replace(phone.id, phones.map(byId))).toThrow(/at most 1 bindings/);
  });

  it("keeps the newest 50 versions and goes on counting", () => {
    const id = deployed();
    many(59, () => tenant.actions.deploy(id));
    const numbers = tenant.actions.versions(id).map(({ number }) => number);
    expect([numbers.length, numbers[0], numbers.at(-1)]).toEqual([50, 60, 11]);
  });
});

describe("builds", () => {
  it("goes from pending over building to built in the time that is set, and deploys only then", () => {
    tenant.actions.build.ms = 2000;
    const action = tenant.actions.create(input());
    const seen = many(5, () => {
      const status = tenant.actions.status(action);
      clock.advance(500);
      return status;
    });
    expect(seen).toEqual(["pending", "building", "building", "building", "built"]);
    tenant.actions.update(action.id, { code: "1" });
    expect(() => tenant.actions.deploy(action.id)).toThrow("A draft must be in the 'built' state");
    clock.advance(2000);
    expect(tenant.actions.deploy(action.id).code).toBe("1");
  });

  it("fails on a dependency that can't be installed while the old version runs on", () => {
    tenant.actions.build.fails = dependencyFails("crypto", "17.7.1");
    const id = deployed();
    tenant.bindings.append(id);
    const action = tenant.actions.update(id, { code: "new", dependencies: [{ name: "crypto", version: "17.7.1" }] });
    expect(tenant.actions.status(action)).toBe("failed");
    expect(() => tenant.actions.deploy(id)).toThrow(expect.objectContaining({ statusCode: 400 }));
    expect(tenant.deployedActions("post-login")).toMatchObject([{ code: input().code, dependencies: [] }]);
    tenant.actions.update(id, { dependencies: [{ name: "crypto", version: "1.0.1" }] });
    expect(tenant.actions.deploy(id).code).toBe("new");
  });

  it.each(["latest", ""])("pins the version %j to the installed one when the draft is saved", (version) => {
    const installed = JSON.parse(readFileSync(require.resolve("twilio/package.json"), "utf8")).version;
    const action = tenant.actions.create(input({ dependencies: [{ name: "twilio", version }] }));
    expect(action.dependencies).toEqual([{ name: "twilio", version: installed }]);
    tenant.actions.update(action.id, { dependencies: [{ name: "hono", version }] });
    expect(action.dependencies).toEqual([{ name: "hono", version: expect.stringMatching(/^\d+\.\d+\.\d+$/) }]);
  });

  it("takes a rollback for undeployed changes of the draft, unless it changes the draft too", () => {
    const id = deployed({ code: "1" });
    tenant.actions.update(id, { code: "2" });
    tenant.actions.deploy(id);
    const first = tenant.actions.versions(id)[1]?.id ?? "";
    const deployedAll = () => formatAction(tenant.actions, tenant.actions.get(id)).all_changes_deployed;
    expect(deployedAll()).toBe(true);
    tenant.actions.deployVersion(id, first);
    expect([deployedAll(), tenant.actions.get(id).code]).toEqual([false, "2"]);
    tenant.actions.deployVersion(id, first, true);
    expect([deployedAll(), tenant.actions.get(id).code]).toEqual([true, "1"]);
  });

  it("lets logins run a new version only when a slow deploy is through", () => {
    const id = deployed({ code: "1" });
    tenant.bindings.append(id);
    tenant.actions.build.deployMs = 1000;
    tenant.actions.update(id, { code: "2" });
    tenant.actions.deploy(id);
    expect(tenant.deployedActions("post-login")).toMatchObject([{ code: "1" }]);
    clock.advance(1000);
    expect(tenant.deployedActions("post-login")).toMatchObject([{ code: "2" }]);
  });
});

describe("secrets", () => {
  it("keeps a value for an entry without one, drops names left out, and leaves the running version alone", () => {
    const id = deployed({
      secrets: [
        { name: "A", value: "a" },
        { name: "B", value: "b" },
        { name: "C", value: "c" },
      ],
    });
    tenant.bindings.append(id);
    clock.advance(1000);
    const { secrets } = tenant.actions.update(id, {
      secrets: [{ name: "D", value: "d" }, { name: "C", value: "c2" }, { name: "A" }],
    });
    expect(secrets.map(({ name, value }) => `${name}=${value}`)).toEqual(["A=a", "C=c2", "D=d"]);
    expect(secrets.map(({ updatedAt }) => updatedAt === clock.now())).toEqual([false, true, true]);
    expect(tenant.deployedActions("post-login")[0]?.secrets).toEqual({ A: "a", B: "b", C: "c" });
    tenant.actions.deploy(id);
    expect(tenant.deployedActions("post-login")[0]?.secrets).toEqual({ A: "a", C: "c2", D: "d" });
  });
});

describe("bindings", () => {
  it("run in the order they were given, by id, by name and by the id of a binding, with new ids each time", () => {
    const [a, b] = [deployed({ name: "a" }), deployed({ name: "b" })];
    const first = tenant.bindings.replace("post-login", [byId(a), byId(b)]);
    expect(names()).toEqual(["a", "b"]);
    const second = tenant.bindings.replace("post-login", [
      { ref: { type: "action_name", value: "b" }, displayName: "B" },
      { ref: { type: "binding_id", value: String(first[0]?.id) } },
    ]);
    expect(names()).toEqual(["b", "a"]);
    expect(second.map(({ displayName }) => displayName)).toEqual(["B", "a"]);
    expect(first.map(({ id }) => id)).not.toContain(second[1]?.id);
  });

  it("refuse an Action that was never deployed, is of another trigger or is missing, and keep the list", () => {
    const a = deployed();
    tenant.bindings.append(a);
    const draft = tenant.actions.create(input({ name: "draft" })).id;
    const phone = deployed({ name: "phone", trigger: { id: "custom-phone-provider", version: "v1" } });
    for (const value of [draft, phone, "no-such-id"]) {
      expect(() => tenant.bindings.replace("post-login", [byId(value)])).toThrow(
        expect.objectContaining({ statusCode: 400 }),
      );
    }
    expect(() => tenant.bindings.replace("post-login", [byId(a), byId(a)])).toThrow("The action a is bound twice.");
    expect(() => tenant.bindings.append(a)).toThrow(expect.objectContaining({ statusCode: 400 }));
    expect(() => tenant.bindings.replace("event-stream", [])).toThrow(/entity-bound/);
    expect(() => tenant.bindings.list("no-such-trigger")).toThrow(expect.objectContaining({ statusCode: 404 }));
    expect(names()).toEqual(["a"]);
  });

  it("keep their Action from being deleted, unless it is forced", () => {
    const [a, b] = [deployed({ name: "a" }), deployed({ name: "b" })];
    tenant.bindings.append(a);
    tenant.bindings.append(b);
    expect(() => tenant.actions.delete(a)).toThrow("Unable to delete an action bound to a trigger.");
    tenant.actions.delete(a, true);
    expect(names()).toEqual(["b"]);
  });
});

it("allows two Actions of one name unless it is told otherwise", () => {
  expect(many(2, () => tenant.actions.create(input()).name)).toEqual(["a", "a"]);
  const strict = new LocalTenant({ domain: "localhost", uniqueActionNames: true });
  const { id } = strict.actions.create(input());
  expect(() => strict.actions.create(input())).toThrow(expect.objectContaining({ statusCode: 409 }));
  strict.actions.create(input({ name: "b" }));
  expect(() => strict.actions.update(id, { name: "b" })).toThrow(expect.objectContaining({ statusCode: 409 }));
  expect(strict.actions.update(id, { name: "a" }).name).toBe("a");
});

it("does not turn an Action into one of another trigger", () => {
  const id = deployed();
  const trigger = { id: "credentials-exchange", version: "v2" };
  expect(() => tenant.actions.update(id, { trigger })).toThrow("can't upgrade to this trigger.");
});

it("merges flags, replaces other settings whole, and forgets what is set to null", () => {
  tenant.settings.patch({ flags: { enable_sso: false }, oidc_logout: {}, phone_consolidated_experience: null });
  expect(tenant.settings.get()).toMatchObject({ flags: { enable_sso: false, universal_login: true }, oidc_logout: {} });
  expect(tenant.settings.get()).not.toHaveProperty("phone_consolidated_experience");
  expect(tenant.settings.phoneConsolidated).toBe(true);
  tenant.settings.patch({ default_redirection_uri: "https://localhost/" });
  expect(tenant.settings.patch({ default_redirection_uri: "" })).not.toHaveProperty("default_redirection_uri");
});

it("hands out copies of its settings, not the settings", () => {
  (tenant.settings.get().flags as Record<string, unknown>).enable_sso = "changed";
  expect(tenant.settings.flags.enable_sso).toBe(true);
});

it("names factors as Actions do: sms is phone, and Duo can't be asked for", () => {
  for (const factor of ["duo", "recovery-code", "sms"] as const) tenant.guardian.setEnabled(factor, true);
  expect(tenant.guardian.enabledFactors()).toEqual(["phone", "recovery-code"]);
});
