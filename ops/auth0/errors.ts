import { RefusedError } from "../support/errors";
import { exitCodes } from "../support/exit-codes";
import { authorizeTheApplication, managementApiAuthorization, useThisTenantsCredentials } from "./advice";

/** @param message Auth0's; `undefined` where the answer is not of its form. */
export function apiRefused(method: string, url: string, status: number, message: string | undefined): RefusedError {
  const said = `${method} ${url} answered ${status}: ${message ?? "no reason given"}`;
  if (status === 401) return tokenRefused(said);
  // Auth0 looked, and what was asked for is gone.
  if (status === 404 && message !== undefined) return new RefusedError(said, status);
  return new RefusedError(`${said}${adviceOn(status)}`, status);
}

function adviceOn(status: number): string {
  if (status === 403) return "\nGrant the application that scope (Auth0 dashboard: APIs, Auth0 Management API).";
  if (status === 429) return "\nThe rate limit of the Management API is used up. Wait a minute, then run this again.";
  return elsewhere(status);
}

/** What to do where neither the credentials nor the request is to blame. */
function elsewhere(status: number): string {
  if (status >= 500) {
    return "\nThe fault is Auth0's, or a proxy's in between. Run this again in a while; https://status.auth0.com lists incidents.";
  }
  if (status >= 400 && status !== 404) return "";
  return "\nCheck that the domain in tenants.ts is the tenant's, and that no proxy in between answers for it.";
}

function tokenRefused(said: string): RefusedError {
  return new RefusedError(
    `${said}\nThe token has expired, or is another tenant's. Set AUTH0_API_TOKEN to a new one of this tenant (Auth0 dashboard: APIs,\n` +
      "Auth0 Management API), or unset it and sign in with AUTH0_CLIENT_ID and its secret.",
    401,
    exitCodes.notReady,
  );
}

/** The tenant's answer to a sign-in. The first line is its own words. */
export function signInRefused(domain: string, url: string, status: number, message: string): RefusedError {
  const said = `POST ${url} answered ${status}: ${message}`;
  if (status === 401) {
    const what = `${domain} does not accept these credentials.`;
    return new RefusedError(`${said}\n${what}\n${useThisTenantsCredentials}`, status, exitCodes.notReady);
  }
  if (status === 403) {
    const what = `${domain} knows the application, but does not let it use the Management API.`;
    const fix = `${managementApiAuthorization}:\n${authorizeTheApplication}`;
    return new RefusedError(`${said}\n${what}\n${fix}`, status, exitCodes.notReady);
  }
  if (status === 429) {
    const what = `The rate limit of ${domain} for sign-ins (/oauth/token) is used up; the credentials were not checked.`;
    return new RefusedError(`${said}\n${what}\nWait a minute, then run this again.`, status);
  }
  return new RefusedError(`${said}${elsewhere(status)}`, status);
}
