import { snapshot } from "../timeline";
import { access, validation } from "./access";
import { authentication, multifactor } from "./authentication";
import { prompt, redirect } from "./interaction";
import { cache, groups, roles, rules } from "./lookups";
import { transaction, user } from "./metadata";
import { samlResponse } from "./saml";
import type { ApiScope, Namespace } from "./scope";
import { refreshToken, session } from "./session";
import { accessToken, idToken } from "./tokens";

const namespaces: Record<string, (scope: ApiScope) => Namespace> = {
  access,
  accessToken,
  authentication,
  cache,
  groups,
  idToken,
  multifactor,
  prompt,
  redirect,
  refreshToken,
  roles,
  rules,
  samlResponse,
  session,
  transaction,
  user,
  validation,
};

/** Calls whose arguments are keys; the timeline shows that they were made, not with what. */
const withheld = new Set(["redirect.encodeToken", "redirect.validateToken", "samlResponse.setKey"]);

/** The post-login v3 `api` of one Action run. Every call is recorded in the outcome before it is carried out. */
export function createPostLoginApi(scope: Omit<ApiScope, "api">): Record<string, Namespace> {
  const api: Record<string, Namespace> = {};
  for (const [namespace, create] of Object.entries(namespaces)) {
    api[namespace] = recorded(namespace, create({ ...scope, api: () => api }), scope);
  }
  return api;
}

function recorded(namespace: string, members: Namespace, { outcome }: Omit<ApiScope, "api">): Namespace {
  const result: Namespace = {};
  for (const [name, member] of Object.entries(members)) {
    const method = `${namespace}.${name}`;
    result[name] = (...args: never[]) => {
      outcome.calls.push({ method, args: withheld.has(method) ? ["[withheld]"] : args.map(recordedArgument) });
      return member(...args);
    };
  }
  return result;
}

function recordedArgument(argument: unknown): unknown {
  const copy = snapshot(argument) as { providerOptions?: unknown } | null;
  // Duo's keys are options of api.multifactor.enable.
  if (typeof copy === "object" && copy?.providerOptions) copy.providerOptions = "[withheld]";
  return copy;
}
