import { instantBuild } from "../../../../packages/local-tenant/src/auth0/store/build";
import type { ServedTenant } from "../../../support/served-tenant";
import { type ActionBlock, type Blocks, codeOf } from "../configuration";

/** Values of the variables, for the environment. */
export const TOKEN_VALUES = { TF_VAR_sid: "AC-fake-account-sid", TF_VAR_token: "twilio-auth-token-fake" };
/** The ephemeral variables that secrets are made of. */
export const VARIABLES = ["sid", "token"];
/** Secrets by name, as expressions. */
export const TWILIO = { TWILIO_ACCOUNT_SID: "${var.sid}", TWILIO_AUTH_TOKEN: "${var.token}" };
/** The same under other names. */
export const AB = { A: "${var.sid}", B: "${var.token}" };
/** Secrets by name, in clear. */
export const PLAIN_AB = { A: "plain-a-fake", B: "plain-b-fake" };
/** Code that builds, after some that does not. */
export const REPAIRED = "exports.onExecutePostLogin = async () => {}; // repaired";

/** The Actions a, b and c with create_before_destroy, each changed as said, and bound in the order given. */
export function bound(order: string[], changes: Record<string, ActionBlock> = {}, flag = true): Blocks {
  const actions = Object.fromEntries(
    order.map((name) => [name, { create_before_destroy: flag, ...changes[name] }] as const).sort(),
  );
  return { actions, bound: order };
}

/** One Action x, not bound. */
export function single(block: ActionBlock = {}): Blocks {
  return { actions: { x: block } };
}

/** One Action x with write-only secrets. */
export function secret(block: ActionBlock = {}): Blocks {
  return { actions: { x: { secrets_wo: TWILIO, secrets_wo_version: 1, ...block } }, variables: VARIABLES };
}

/** Id of the only Action of that name. */
export function idOf({ tenant }: ServedTenant, name: string): string {
  return tenant.actions.list({ name })[0]!.id;
}

/** What a person does in the dashboard: an Action with secrets, deployed, and bound at the end of post-login if `bind`. */
export function byHand(
  { tenant }: ServedTenant,
  name: string,
  secrets: Record<string, string> = {},
  bind = false,
): void {
  const input = Object.entries(secrets).map(([key, value]) => ({ name: key, value }));
  const trigger = { id: "post-login", version: "v3" };
  const { id } = tenant.actions.create({ name, trigger, code: codeOf(name), runtime: "node22", secrets: input });
  tenant.actions.deploy(id);
  if (bind) tenant.bindings.append(id);
}

/** Makes the tenant answer `times` requests of that method and path with something else than its own answer. */
export function answer(method: string, path: RegExp, status: number, body: string | object, times = Infinity) {
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

/** Something happens in the world just before the read of an Action that has this number, from 1. */
export function atRead(number: number, happens: (served: ServedTenant) => void) {
  let reads = 0;
  return (served: ServedTenant) => {
    served.intercept = (request) => {
      if (request.method === "GET" && /\/actions\/actions\/[^/]+$/.test(new URL(request.url).pathname)) {
        reads += 1;
        if (reads === number) happens(served);
      }
      return undefined;
    };
  };
}

/** What create-all has of what this project uses. */
export const CREATE_ALL: Blocks = {
  actions: {
    feedback: {
      dependencies: { lodash: "4.17.21", twilio: "5.4.0" },
      secrets_wo: TWILIO,
      secrets_wo_version: 1,
    },
    challenge: { dependencies: { lodash: "4.17.21" }, secrets: { PLAIN: "plain-secret-fake" } },
    guard: {},
  },
  bound: ["guard", "challenge", "feedback"],
  data: {
    guard: { name: "guard", depends_on: ["auth0_action.guard"] },
    feedback: { id: "${auth0_action.feedback.id}" },
  },
  variables: VARIABLES,
};
/** The Action of the custom phone provider, which this project leaves to others. */
export const PHONE = /<phone>/;

/** From now on no build succeeds. */
export const FAILS = ({ tenant }: ServedTenant) => Object.assign(tenant.actions.build, { fails: () => true });
/** From now on every build succeeds at once. */
export const BUILDS = ({ tenant }: ServedTenant) => Object.assign(tenant.actions.build, instantBuild);
