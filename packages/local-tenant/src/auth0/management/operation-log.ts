import { createMiddleware } from "hono/factory";
import type { LogEntry } from "../store/entities";
import type { TokenOwner } from "../store/tokens";
import type { LocalTenant } from "../tenant";
import { bearerToken } from "./auth";
import { normalise, normalisedBody } from "./request-log";

/** How the tenant log calls an operation: the summaries of Auth0's OpenAPI description. */
const DESCRIPTIONS: readonly [method: string, path: RegExp, description: string][] = [
  ["POST", /^\/api\/v2\/actions\/actions$/, "Create an action"],
  ["PATCH", /^\/api\/v2\/actions\/actions\/[^/]+$/, "Update an action"],
  ["DELETE", /^\/api\/v2\/actions\/actions\/[^/]+$/, "Delete an action"],
  ["POST", /^\/api\/v2\/actions\/actions\/[^/]+\/deploy$/, "Deploy an action"],
  ["POST", /^\/api\/v2\/actions\/actions\/[^/]+\/versions\/[^/]+\/deploy$/, "Roll back to a previous action version"],
  ["PATCH", /^\/api\/v2\/actions\/triggers\/[^/]+\/bindings$/, "Update trigger bindings"],
  ["PATCH", /^\/api\/v2\/tenants\/settings$/, "Update tenant settings"],
  ["POST", /^\/api\/v2\/clients$/, "Create a client"],
  ["PATCH", /^\/api\/v2\/clients\/[^/]+$/, "Update a client"],
  ["DELETE", /^\/api\/v2\/clients\/[^/]+$/, "Delete a client"],
  ["POST", /^\/api\/v2\/clients\/[^/]+\/credentials$/, "Create a client credential"],
  ["PATCH", /^\/api\/v2\/clients\/[^/]+\/credentials\/[^/]+$/, "Update a client credential"],
  ["DELETE", /^\/api\/v2\/clients\/[^/]+\/credentials\/[^/]+$/, "Delete a client credential"],
  ["POST", /^\/api\/v2\/client-grants$/, "Create client grant"],
  ["PATCH", /^\/api\/v2\/client-grants\/[^/]+$/, "Update client grant"],
  ["DELETE", /^\/api\/v2\/client-grants\/[^/]+$/, "Delete client grant"],
  ["POST", /^\/api\/v2\/log-streams$/, "Create a log stream"],
  ["PATCH", /^\/api\/v2\/log-streams\/[^/]+$/, "Update a log stream"],
  ["DELETE", /^\/api\/v2\/log-streams\/[^/]+$/, "Delete a log stream"],
];

/** Writes each change made through the Management API into the tenant log, as `sapi`, with who made it. No secret values. */
export function operationLog(tenant: LocalTenant) {
  return createMiddleware(async (c, next) => {
    await next();
    const { method, path } = c.req;
    if (method === "GET" || !c.res.ok) return;
    const owner = tenant.tokens.find(bearerToken(c.req.header("authorization")) ?? "")?.owner;
    const known = DESCRIPTIONS.find(([wanted, pattern]) => wanted === method && pattern.test(path));
    tenant.logs.append({
      type: "sapi",
      description: known?.[2] ?? `${method} ${path}`,
      ...who(tenant, owner),
      userAgent: c.req.header("user-agent") ?? "",
      details: {
        request: {
          method: method.toLowerCase(),
          path,
          query: c.req.query(),
          userAgent: c.req.header("user-agent") ?? "",
          body: (await normalisedBody(c)) ?? {},
          ...originOf(owner),
        },
        response: { statusCode: c.res.status, body: c.res.status === 204 ? {} : normalise(await c.res.clone().json()) },
      },
    });
  });
}

/** An entry's client and user; what changes things with a static token is neither. */
function who(tenant: LocalTenant, owner: TokenOwner | undefined): Pick<LogEntry, "client" | "user"> {
  if (owner === undefined) return {};
  if ("user" in owner) return { user: { id: owner.user.id, name: owner.user.email } };
  return { client: { id: owner.clientId, name: tenant.clients.find(owner.clientId)?.name ?? owner.clientId } };
}

/** An application's calls come over the channel `api` and name no user (Auth0 support, logs of tenant administrators). */
function originOf(owner: TokenOwner | undefined) {
  if (owner === undefined || !("user" in owner)) return { channel: "api", auth: { user: {}, strategy: "jwt" } };
  const { id: user_id, name, email } = owner.user;
  return { channel: "https://manage.auth0.com/", auth: { user: { user_id, name, email }, strategy: "jwt" } };
}
