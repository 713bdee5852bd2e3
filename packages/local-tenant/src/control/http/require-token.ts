import type { Context } from "hono";
import { bearerToken } from "../../auth0/management/auth";
import { equalSecrets } from "../../support/equal-secrets";
import { RequestError } from "./request-error";

/** The other accounts of this machine reach the port, too. */
export function requireToken(token: string) {
  return async (c: Context, next: () => Promise<void>): Promise<void> => {
    const given = bearerToken(c.req.header("authorization"));
    if (given === undefined || !equalSecrets(given, token)) {
      throw new RequestError(
        401,
        "The control API needs the bearer token of this start: LOCAL_TENANT_TOKEN in the credentials file that the start names.",
      );
    }
    await next();
  };
}
