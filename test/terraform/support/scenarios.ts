import { instantBuild } from "../../../sandbox/auth0/store/build";
import { API_TOKEN, type ServedTenant } from "../../support/served-tenant";
import { type ActionBlock, type Blocks, codeOf } from "./configuration";
import type { Scenario } from "./scenario";

const TOKEN_VALUES = { TF_VAR_sid: "AC-fake-account-sid", TF_VAR_token: "twilio-auth-token-fake" };
const VARIABLES = ["sid", "token"];
const TWILIO = { TWILIO_ACCOUNT_SID: "${var.sid}", TWILIO_AUTH_TOKEN: "${var.token}" };
const AB = { A: "${var.sid}", B: "${var.token}" };
const PLAIN_AB = { A: "plain-a-fake", B: "plain-b-fake" };
const REPAIRED = "exports.onExecutePostLogin = async () => {}; // repaired";

/** The Actions a, b and c with create_before_destroy, each changed as said, and bound in the order given. */
function bound(order: string[], changes: Record<string, ActionBlock> = {}, flag = true): Blocks {
  const actions = Object.fromEntries(
    order.map((name) => [name, { create_before_destroy: flag, ...changes[name] }] as const).sort(),
  );
  return { actions, bound: order };
}

/** One Action x, not bound. */
function single(block: ActionBlock = {}): Blocks {
  return { actions: { x: block } };
}

/** One Action x with write-only secrets. */
function secret(block: ActionBlock = {}): Blocks {
  return { actions: { x: { secrets_wo: TWILIO, secrets_wo_version: 1, ...block } }, variables: VARIABLES };
}

function idOf({ tenant }: ServedTenant, name: string): string {
  return tenant.actions.list({ name })[0]!.id;
}

function byHand({ tenant }: ServedTenant, name: string, secrets: Record<string, string> = {}, bind = false): void {
  const input = Object.entries(secrets).map(([key, value]) => ({ name: key, value }));
  const trigger = { id: "post-login", version: "v3" };
  const { id } = tenant.actions.create({ name, trigger, code: codeOf(name), runtime: "node22", secrets: input });
  tenant.actions.deploy(id);
  if (bind) tenant.bindings.append(id);
}

function answer(method: string, path: RegExp, status: number, body: string | object, times = Infinity) {
  let left = times;
  return (served: ServedTenant) => {
    served.intercept = (request) => {
      if (request.method !== method || !path.test(new URL(request.url).pathname) || left === 0) return undefined;
      left -= 1;
      return new Response(typeof body === "string" ? body : JSON.stringify(body), {
        status,
        headers: { "content-type": "application/json" },
      });
    };
  };
}

const FAILS = ({ tenant }: ServedTenant) => Object.assign(tenant.actions.build, { fails: () => true });
const BUILDS = ({ tenant }: ServedTenant) => Object.assign(tenant.actions.build, instantBuild);

/** Recordings that are done again in every run of the tests: the ones that this project's stack lives by. */
export const quickScenarios: Record<string, Scenario> = {
  "remove-action-cbd": { before: [bound(["a", "b", "c"])], steps: [{ blocks: bound(["a", "c"]) }] },
  "secret-wo-bump": {
    before: [secret()],
    steps: [{}, { blocks: secret({ secrets_wo_version: 2 }) }],
    env: { TF_VAR_sid: "AC-fake-account-sid", TF_VAR_token: "rotated-token-fake" },
  },
  "failed-build-update": {
    before: [single()],
    world: ({ tenant }) =>
      Object.assign(tenant.actions.build, { fails: ({ code }: { code: string }) => code.includes("broken") }),
    steps: [
      { blocks: single({ code: "exports.onExecutePostLogin = broken" }) },
      {},
      { blocks: single({ code: REPAIRED }) },
    ],
  },
};

/** Recordings that are done again only with all tests. */
export const slowScenarios: Record<string, Scenario> = {
  "bind-undeployed": { steps: [{ blocks: { ...single({ deploy: false }), bound: ["x"] } }] },
  "build-timeout": {
    steps: [
      {
        blocks: single({ timeouts: { create: "2s" } }),
        world: ({ tenant }) => Object.assign(tenant.actions.build, { ms: 3_600_000 }),
      },
    ],
  },
  "change-code": {
    before: [{ ...bound(["a", "b", "c"], {}, false), outputs: { b_version: "${auth0_action.b.version_id}" } }],
    steps: [
      {
        blocks: {
          ...bound(["a", "b", "c"], { b: { code: codeOf("b changed") } }, false),
          outputs: { b_version: "${auth0_action.b.version_id}" },
        },
      },
      {},
    ],
  },
  "change-code-with-secrets": {
    before: [
      { actions: { p: { secrets: PLAIN_AB }, w: { secrets_wo: TWILIO, secrets_wo_version: 1 } }, variables: VARIABLES },
    ],
    steps: [
      {
        blocks: {
          actions: {
            p: { code: "exports.onExecutePostLogin = async () => {}; // 2", secrets: PLAIN_AB },
            w: { code: "exports.onExecutePostLogin = async () => {}; // 2", secrets_wo: TWILIO, secrets_wo_version: 1 },
          },
          variables: VARIABLES,
        },
      },
    ],
    env: TOKEN_VALUES,
  },
  "data-action-lookup": {
    steps: [
      { blocks: { data: { d: { name: "nobody" } } } },
      {
        blocks: { data: { d: { name: "twin" } } },
        world: (served) => ["twin", "twin"].map((name) => byHand(served, name)),
      },
      { blocks: { data: { d: { id: "00000000-0000-4000-8000-00000000dead" } } } },
    ],
  },
  "deploy-flag": {
    steps: [{ blocks: single({ deploy: false }) }, { blocks: single() }, { blocks: single({ deploy: false }) }],
  },
  "draft-edited-by-hand": {
    before: [single()],
    steps: [
      {
        blocks: single(),
        world: (served) => served.tenant.actions.update(idOf(served, "x"), { code: "// edited by hand" }),
      },
      {},
    ],
  },
  "error-non-json": { world: answer("POST", /actions$/, 400, ""), steps: [{ blocks: single() }] },
  "failed-build-create": {
    steps: [{ blocks: { ...single(), bound: ["x"] }, world: FAILS }, {}, { world: BUILDS }],
  },
  "failed-build-create-cbd": {
    before: [bound(["a", "b", "c"])],
    steps: [{ blocks: bound(["a", "b", "c", "d"]), world: FAILS }, { world: BUILDS }],
  },
  "failed-update-code": {
    before: [single()],
    steps: [
      {
        blocks: single({ code: "exports.onExecutePostLogin = async () => {}; // new" }),
        world: answer("PATCH", /./, 400, {
          statusCode: 400,
          error: "Bad Request",
          message: "Payload validation error",
        }),
      },
      {},
      {},
    ],
  },
  "failed-update-secrets-lost": {
    before: [secret()],
    steps: [
      {
        blocks: secret({ secrets_wo_version: 2 }),
        world: ({ tenant }) => tenant.tokens.issue(["read:actions"], API_TOKEN),
      },
      { world: ({ tenant }) => tenant.tokens.issue("all", API_TOKEN) },
    ],
    env: { TF_VAR_sid: "AC-fake-account-sid", TF_VAR_token: "rotated-token-fake" },
  },
  "foreign-binding-drift": {
    before: [bound(["a", "b", "c"], {}, false)],
    steps: [{ world: (served) => byHand(served, "f1", {}, true) }, {}],
  },
  "foreign-bindings": {
    world: (served) => ["f1", "f2"].map((name) => byHand(served, name, {}, true)),
    steps: [{ blocks: { ...single(), bound: ["x"] } }, {}],
  },
  "insufficient-scope": {
    steps: [{ blocks: single(), world: ({ tenant }) => tenant.tokens.issue(["read:actions"], API_TOKEN) }],
  },
  "rate-limit-no-header": {
    world: answer("POST", /actions$/, 429, { statusCode: 429, error: "Too Many Requests", message: "slow down" }, 1),
    steps: [{ blocks: single() }],
  },
  "rate-limit-reset-ahead": { world: ({ rateLimit }) => rateLimit.refuse(2), steps: [{ blocks: single() }] },
  "remove-action-cbd-late": {
    before: [bound(["a", "b", "c"], {}, false)],
    steps: [{ blocks: bound(["a", "c"]) }],
  },
  "remove-action-cbd-noop-first": {
    before: [bound(["a", "b", "c"], {}, false)],
    steps: [{ blocks: bound(["a", "b", "c"]) }, { blocks: bound(["a", "c"]) }],
  },
  "remove-action-no-cbd": {
    before: [bound(["a", "b", "c"], {}, false)],
    steps: [{ blocks: bound(["a", "c"], {}, false) }, {}],
  },
  "remove-action-two-applies": {
    before: [bound(["a", "b", "c"], {}, false)],
    steps: [
      { blocks: { ...bound(["a", "b", "c"], {}, false), bound: ["a", "c"] } },
      { blocks: bound(["a", "c"], {}, false) },
    ],
  },
  "remove-bindings-resource-and-action": {
    before: [bound(["a", "b", "c"], {}, false)],
    steps: [{ blocks: { actions: { a: {}, c: {} } } }],
  },
  "rename-action": {
    before: [bound(["a", "b", "c"], {}, false)],
    steps: [{ blocks: bound(["a", "b", "c"], { b: { name: "b-renamed", code: codeOf("b") } }, false) }],
  },
  "rename-address": {
    before: [bound(["a", "b", "c"])],
    steps: [{ blocks: bound(["a", "bb", "c"], { bb: { name: "b" } }) }],
  },
  "rename-address-moved": {
    before: [bound(["a", "b", "c"], {}, false)],
    steps: [
      {
        blocks: {
          ...bound(["a", "bb", "c"], { bb: { name: "b" } }, false),
          moved: { from: "auth0_action.b", to: "auth0_action.bb" },
        },
      },
    ],
  },
  "reorder-bindings": {
    before: [bound(["a", "b", "c"], {}, false)],
    steps: [{ blocks: bound(["c", "a", "b"], {}, false) }],
  },
  "replace-bindings-cbd": {
    before: [bound(["a", "b", "c"])],
    steps: [{}],
  },
  "replace-bound-action": { before: [bound(["a", "b", "c"])], steps: [{}] },
  "replace-bound-action-no-cbd": { before: [bound(["a", "b", "c"], {}, false)], steps: [{}] },
  "runtime-and-dependencies": {
    steps: [
      { blocks: single({ runtime: "node18", dependencies: { lodash: "4.17.20" } }) },
      {},
      { blocks: single({ runtime: "node18", dependencies: { lodash: "4.17.21" } }) },
      { blocks: single({ runtime: "node18" }) },
      { blocks: single({ runtime: null }) },
    ],
  },
  "secret-add": {
    before: [secret({ secrets_wo: { TWILIO_ACCOUNT_SID: "${var.sid}" } })],
    steps: [{ blocks: secret() }],
    env: TOKEN_VALUES,
  },
  "secret-plain-change": {
    before: [single({ secrets: PLAIN_AB })],
    steps: [{ blocks: single({ secrets: { A: "plain-a2-fake", B: "plain-b-fake", C: "plain-c-fake" } }) }],
  },
  "secret-wo-reorder-remove": {
    before: [secret()],
    steps: [
      { blocks: secret({ secrets_wo: { TWILIO_AUTH_TOKEN: "${var.token}", TWILIO_ACCOUNT_SID: "${var.sid}" } }) },
      { blocks: secret({ secrets_wo: { TWILIO_AUTH_TOKEN: "${var.token}", TWILIO_SID: "${var.sid}" } }) },
      { blocks: { ...single(), variables: VARIABLES } },
    ],
    env: TOKEN_VALUES,
  },
  "secrets-to-secrets-wo": {
    before: [{ ...single({ secrets: PLAIN_AB }), variables: VARIABLES }],
    steps: [{ blocks: secret({ secrets_wo: AB }) }, {}, { blocks: secret({ secrets_wo: AB, secrets_wo_version: 2 }) }],
    env: TOKEN_VALUES,
  },
  "secrets-wo-to-secrets": {
    before: [secret({ secrets_wo: AB })],
    steps: [{ blocks: { ...single({ secrets: PLAIN_AB }), variables: VARIABLES } }, {}],
    env: TOKEN_VALUES,
  },
  "server-error-forever": {
    world: answer("POST", /actions$/, 503, { statusCode: 503, error: "Service Unavailable", message: "try later" }),
    steps: [{ blocks: single() }],
  },
  "slow-build": {
    world: ({ tenant }) => Object.assign(tenant.actions.build, { ms: 5000 }),
    steps: [{ blocks: single() }],
  },
  "slow-deploy": {
    world: ({ tenant }) => Object.assign(tenant.actions.build, { deployMs: 3000 }),
    steps: [{ blocks: { ...single(), outputs: { v: "${auth0_action.x.version_id}" } } }],
  },
  "token-endpoint-429": {
    world: ({ rateLimit }) => rateLimit.refuse(1),
    steps: [{ blocks: single() }],
    clientCredentials: true,
  },
  unauthorized: {
    world: ({ tenant }) => tenant.tokens.revoke(API_TOKEN),
    steps: [{ blocks: single() }],
  },
  "unmanaged-secret": {
    before: [secret()],
    steps: [
      {
        world: (served) => {
          const x = served.tenant.actions.get(idOf(served, "x"));
          served.tenant.actions.update(x.id, { secrets: [...x.secrets, { name: "HAND", value: "made-by-hand" }] });
        },
      },
      { blocks: secret({ secrets_wo_version: 2 }) },
      {},
    ],
    env: TOKEN_VALUES,
  },
};
