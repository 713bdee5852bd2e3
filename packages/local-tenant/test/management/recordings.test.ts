import { readdirSync } from "node:fs";
import { join } from "node:path";
import { instantBuild } from "../../src/auth0/store/build";
import { recordedExchange } from "./support/recording";
import { CLIENT, replay, type Scenario, TOKEN } from "./support/replay";

/** Recordings in which nothing but the provider acts. */
const PLAIN = [
  "bind-undeployed",
  "cdktf-stack",
  "change-code",
  "change-code-with-secrets",
  "create-all",
  "deploy-flag",
  "destroy-all",
  "domain-forms",
  "draft-edited-by-hand",
  "ephemeral-empty-default",
  "ephemeral-missing",
  "foreign-binding-drift",
  "foreign-bindings",
  "foreign-bindings-trigger-action",
  "guardian-change",
  "guardian-missing-flag",
  "guardian-not-consolidated",
  "import-action-no-secrets-in-config",
  "import-action-secrets",
  "import-all",
  "import-missing",
  "log-stream-change",
  "phone-provider-adopt",
  "phone-provider-change",
  "plan-no-change",
  "read-404",
  "remove-action-cbd",
  "remove-action-cbd-late",
  "remove-action-cbd-noop-first",
  "remove-action-cbd-on-bindings",
  "remove-action-no-cbd",
  "remove-action-trigger-action",
  "remove-action-two-applies",
  "remove-bindings-resource-and-action",
  "rename-action",
  "rename-address",
  "rename-address-moved",
  "reorder-bindings",
  "replace-bindings-cbd",
  "replace-bound-action",
  "replace-bound-action-no-cbd",
  "replace-others-cbd",
  "runtime-and-dependencies",
  "saved-plan-ephemeral",
  "secret-add",
  "secret-plain-change",
  "secret-wo-bump",
  "secret-wo-reorder-remove",
  "secrets-to-secrets-wo",
  "secrets-to-secrets-wo-two-applies",
  "secrets-wo-to-secrets",
  "tenant-change",
  "trigger-action-race",
  "trigger-action-race-silent",
  "update-404",
];

/** Longer than any recording: 5 s would be built before the last read. */
const slowBuild = { ms: 3_600_000 };

/** Recordings in which builds are slow or fail, names must differ, or access is taken away on the way. */
const STAGED: Readonly<Record<string, Scenario>> = {
  "build-timeout": {
    before: {
      0: ({ tenant }) => Object.assign(tenant.actions.build, slowBuild),
      4: ({ tenant }) => Object.assign(tenant.actions.build, instantBuild),
      5: ({ tenant }) => Object.assign(tenant.actions.build, slowBuild),
    },
  },
  "slow-build": { options: { build: { ms: 5000 } } },
  "slow-deploy": { options: { build: { deployMs: 3000 } } },
  "failed-build-create": {
    options: { build: { fails: () => true } },
    before: { 5: ({ tenant }) => Object.assign(tenant.actions.build, instantBuild) },
  },
  "failed-build-update": { options: { build: { fails: ({ code }) => code.includes("broken") } } },
  "failed-build-create-cbd": {
    options: { build: { fails: ({ name }) => name === "d" } },
    before: { 13: ({ tenant }) => Object.assign(tenant.actions.build, instantBuild) },
  },
  "duplicate-name": {
    options: { uniqueActionNames: true },
    before: {
      0: ({ tenant }) => tenant.actions.create({ name: "x", trigger: { id: "post-login", version: "v3" }, code: "" }),
    },
  },
  "duplicate-name-replace": { options: { uniqueActionNames: true } },
  "failed-update-secrets-lost": {
    before: {
      2: ({ tenant }) => tenant.tokens.issue(["read:actions"], TOKEN),
      3: ({ tenant }) => tenant.tokens.issue("all", TOKEN),
    },
  },
  "rate-limit-reset-ahead": { before: { 0: ({ rateLimit }) => rateLimit.refuse(2) } },
  "token-endpoint-429": {
    before: {
      0: ({ rateLimit }) => rateLimit.refuse(1),
      7: ({ tenant }) => tenant.clients.add({ ...CLIENT, clientSecret: "another" }),
      8: ({ tenant }) => tenant.clients.add(CLIENT),
    },
  },
  unauthorized: {
    before: {
      0: ({ tenant }) => tenant.tokens.revoke(TOKEN),
      1: ({ tenant }) => tenant.clients.add({ ...CLIENT, clientSecret: "another" }),
    },
  },
};

/** Recordings in which the recorded server said something that the platform does not say, or is not known to say. */
const DEVIATING: Readonly<Record<string, Scenario & { why: string; differs: RegExp }>> = {
  "insufficient-scope": {
    why: "a deploy asks for create:actions, not update:actions",
    differs: /deploy: \$\.message: "Insufficient scope, expected any of: create:actions"/,
    before: {
      0: ({ tenant }) => tenant.tokens.issue(["read:actions"], TOKEN),
      1: ({ tenant }) => tenant.tokens.issue("all", TOKEN),
      3: ({ tenant }) => tenant.tokens.issue(["read:actions", "update:actions"], TOKEN),
      4: ({ tenant }) => tenant.tokens.issue(["create:actions"], TOKEN),
    },
  },
  "data-action-lookup": {
    why: "the Actions found had been left unbuilt by hand, which no write does",
    differs: /\$\.actions\[[01]\]\.status: "built" instead of "pending"/,
  },
  "unmanaged-secret": {
    why: "a secret that was added by hand is a change that is not deployed",
    differs: /\$\.all_changes_deployed: false instead of true/,
  },
};

/** Recordings that are not here, each with the reason. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  "error-non-json": "the local tenant never answers 400 without a body",
  "failed-update-code": "the recorded 400 answers a body that is valid",
  "order-default-parallelism": "holds no calls",
  "pagination-constant-total": "shows the endless loop that the local tenant must not cause",
  "rate-limit-no-header": "the local tenant sends its rate limit headers always",
  "rate-limit-reset-past": "the local tenant never sends a reset in the past",
  "secrets-in-logs": "holds no calls",
  "server-error-after-write": "the local tenant never answers 5xx on purpose",
  "server-error-forever": "the local tenant never answers 5xx on purpose",
  "untrusted-certificate": "holds no calls",
  validators: "holds no calls",
};

it.each(PLAIN)("answers the recorded calls of %s as recorded", async (name) => {
  expect(await replay(recordedExchange(name))).toEqual([]);
});

it.each(Object.keys(STAGED))("answers the recorded calls of %s as recorded, with the world acting", async (name) => {
  expect(await replay(recordedExchange(name), STAGED[name])).toEqual([]);
});

it.each(Object.entries(DEVIATING))(
  "answers the recorded calls of %s as recorded, except one",
  async (name, scenario) => {
    const found = await replay(recordedExchange(name), scenario);
    expect(found).not.toEqual([]);
    expect(found.filter((difference) => !scenario.differs.test(difference))).toEqual([]);
  },
);

it("accounts for every recording", () => {
  const used = [...PLAIN, ...Object.keys(STAGED), ...Object.keys(DEVIATING)].sort();
  const files = readdirSync(join(__dirname, "wire")).filter((file) => file.endsWith(".json"));
  const names = files.map((file) => file.replace(".json", ""));
  expect(names.filter((name) => !(name in LEFT_OUT)).sort()).toEqual(used);
});

it("notices a wrong answer: a recording of a tenant with other settings does not pass", async () => {
  const exchange = recordedExchange("guardian-not-consolidated");
  const found = await replay(exchange, {
    before: { 3: ({ tenant }) => tenant.settings.patch({ phone_consolidated_experience: true }) },
  });
  expect(found[0]).toMatch(/PUT .*selected-provider: 403 instead of 200/);
});
