import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import { PlatformError } from "../store/errors";
import type { LocalTenant } from "../tenant";
import type { Scope } from "./scopes";

/** Makes the guard of a route: a valid bearer token with any of the scopes. */
export type Guard = ReturnType<typeof bearerGuard>;

/** The token of an `Authorization` header; `undefined` for another scheme, or none. */
export function bearerToken(header: string | undefined): string | undefined {
  return header?.match(/^bearer +(\S+)$/i)?.[1];
}

/** The guards of a tenant. They throw PlatformError 401 without a valid token, 403 `insufficient_scope` without a scope. */
export function bearerGuard(tenant: LocalTenant) {
  return (...scopes: readonly Scope[]) =>
    createMiddleware(async (c, next) => {
      const header = c.req.header("authorization");
      if (header === undefined) throw new PlatformError(401, "Unauthorized");
      const token = tenant.tokens.find(bearerToken(header) ?? "");
      if (!token) throw new PlatformError(401, "Invalid token");
      const granted = token.scopes;
      if (granted !== "all" && !scopes.some((scope) => granted.includes(scope))) {
        const message = `Insufficient scope, expected any of: ${scopes.join(",")}`;
        throw new PlatformError(403, message, "insufficient_scope");
      }
      await next();
    });
}

/** Whether the request's token has the scope, for what an answer shows to some only. */
export function hasScope(tenant: LocalTenant, c: Context, scope: Scope): boolean {
  const granted = tenant.tokens.find(bearerToken(c.req.header("authorization")) ?? "")?.scopes;
  return granted === "all" || granted?.includes(scope) === true;
}
