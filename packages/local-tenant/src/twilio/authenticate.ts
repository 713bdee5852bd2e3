import type { MiddlewareHandler } from "hono";
import { equalSecrets } from "../support/equal-secrets";
import type { AppEnv, Caller } from "./context";
import type { Account } from "./credentials";
import { unauthenticated, unauthorized } from "./errors";
import { type Operation, permissionFor } from "./operations";

/**
 * Lets in account SID with auth token, or API key SID with secret.
 *
 * @throws TwilioError 20003 for anything else, 70051 for a restricted key without the operation's permission.
 */
export function authenticate(operation: Operation, accounts: readonly Account[]): MiddlewareHandler<AppEnv> {
  const permission = permissionFor(operation);
  return async (c, next) => {
    const caller = callerOf(c.req.header("authorization"), accounts);
    if (!caller) throw unauthenticated();
    if (caller.key?.permissions && !caller.key.permissions.includes(permission)) throw unauthorized();
    c.set("caller", caller);
    c.get("entry").callerSid = caller.key?.sid ?? caller.account.sid;
    await next();
  };
}

function callerOf(authorization: string | undefined, accounts: readonly Account[]): Caller | undefined {
  const encoded = authorization?.match(/^Basic +([A-Za-z0-9+/]+=*)$/i)?.[1];
  if (encoded === undefined) return undefined;
  const credentials = Buffer.from(encoded, "base64").toString();
  for (const account of accounts) {
    if (equalSecrets(credentials, `${account.sid}:${account.authToken}`)) return { account, key: undefined };
    const key = account.keys.find(({ sid, secret }) => equalSecrets(credentials, `${sid}:${secret}`));
    if (key) return { account, key };
  }
  return undefined;
}
