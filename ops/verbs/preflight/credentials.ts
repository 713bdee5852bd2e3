import { UserError } from "../../../stacks/errors";
import { authorizeTheApplication, managementApiAuthorization, takeTheTenantsApplication } from "../../auth0/advice";
import { claimsOf } from "../../auth0/claims";
import { credentialsFrom } from "../../auth0/credentials";
import { type Problem, problemFrom } from "../../live/problem";
import type { Environment } from "../../support/environment";
import { RefusedError, UnreachableError } from "../../support/errors";
import type { Workspace } from "../../terraform/workspace";

/** What the variables themselves say: signs that they are another tenant's, or out of date. */
export function foreignCredentials(name: string, domain: string, env: Environment): Problem[] {
  const problem = (what: string, where: string, fix: string): Problem => ({ check: "credentials", what, where, fix });
  const problems: Problem[] = [];
  const { AUTH0_DOMAIN: other, AUTH0_AUDIENCE: audience, AUTH0_API_TOKEN: token } = env;
  if (other && hostOf(other) !== domain.toLowerCase()) {
    const what = `AUTH0_DOMAIN is ${hostOf(other)}, but ${name} is ${domain}: the credentials next to it are another tenant's.`;
    problems.push(problem(what, "AUTH0_DOMAIN", `Set the variables of ${name}, or write them into .env.${name}.`));
  }
  if (audience && audience !== audienceOf(domain)) {
    const what = `AUTH0_AUDIENCE is ${audience}, which is not the Management API of ${domain}.`;
    problems.push(problem(what, "AUTH0_AUDIENCE", `Unset it; ${audienceOf(domain)} is the default.`));
  }
  const claims = token ? claimsOf(token) : undefined;
  if (claims && ![claims.aud].flat().includes(audienceOf(domain))) {
    const what = `AUTH0_API_TOKEN is a token for ${[claims.aud].flat()[0] ?? "nothing"}, not for ${audienceOf(domain)}.`;
    problems.push(
      problem(what, "AUTH0_API_TOKEN", `Use a token of ${domain} (dashboard: APIs, Auth0 Management API).`),
    );
  } else if (typeof claims?.exp === "number" && claims.exp * 1000 <= Date.now()) {
    const what = `AUTH0_API_TOKEN has expired (${new Date(claims.exp * 1000).toISOString()}).`;
    problems.push(problem(what, "AUTH0_API_TOKEN", "Use a new token, or sign in with AUTH0_CLIENT_ID and its secret."));
  }
  return problems;
}

/** Whether the variables with the credentials are set at all; asks nobody. */
export function noCredentials(name: string, domain: string, env: Environment): Problem[] {
  try {
    credentialsFrom(env, domain);
    return [];
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return [
      {
        check: "credentials",
        what: `There are no credentials for the Management API of ${domain}.`,
        where: `the environment, or .env.${name}`,
        fix:
          "Set AUTH0_CLIENT_ID and AUTH0_CLIENT_SECRET of a machine-to-machine application of the tenant.\n" +
          "Or AUTH0_CLIENT_ID, AUTH0_CLIENT_ASSERTION_PRIVATE_KEY and AUTH0_CLIENT_ASSERTION_SIGNING_ALG, or AUTH0_API_TOKEN.",
      },
    ];
  }
}

/** Signs in. Gives the problem, or the scopes, `undefined` when the tenant does not say them. */
export async function signIn({ name, tenant, env, client }: Workspace) {
  const where = `the environment, or .env.${name}`;
  const absent = noCredentials(name, tenant.domain, env);
  if (absent.length > 0) return { problems: absent, scopes: undefined };
  try {
    return { problems: [], scopes: await client.scopes() };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { problems: [refusal(tenant.domain, where, error)], scopes: undefined };
  }
}

function refusal(domain: string, where: string, error: UserError): Problem {
  if (error instanceof UnreachableError) return problemFrom("network", domain, error);
  if (!(error instanceof RefusedError)) return problemFrom("credentials", where, error);
  const said = error.message.split("\n")[0]?.replace(/^.* answered /, "") ?? "";
  if (error.status === 401) return notAccepted(domain, where, said);
  if (error.status === 403) {
    return {
      check: "credentials",
      what: `${domain} knows the application, but does not let it use the Management API (${said}).`,
      where: managementApiAuthorization,
      fix: authorizeTheApplication,
    };
  }
  if (error.status === 429) {
    const what = `The rate limit of ${domain} for sign-ins is used up (${said}).`;
    return {
      check: "credentials",
      what,
      where: `https://${domain}/oauth/token`,
      fix: "Wait a minute, then run this again.",
    };
  }
  return problemFrom("credentials", where, error);
}

/** A sign-in, or a call with a token, that the tenant answered with 401. `said` is its own words. */
export function notAccepted(domain: string, where: string, said: string): Problem {
  return {
    check: "credentials",
    what: `${domain} does not accept these credentials (${said}).`,
    where,
    fix: takeTheTenantsApplication,
  };
}

function hostOf(domain: string): string {
  return domain
    .toLowerCase()
    .replace(/^https?:\/\//, "")
    .replace(/\/.*$/, "");
}

function audienceOf(domain: string): string {
  return `https://${domain}/api/v2/`;
}
