import { claimsOf } from "../../auth0/claims";
import type { Problem } from "../../live/problem";
import type { Environment } from "../../support/environment";

/** What the variables themselves say: signs that they are another tenant's, or out of date. */
export function foreignCredentials(name: string, domain: string, env: Environment): Problem[] {
  const problem = (what: string, where: string, fix: string): Problem => ({ what, where, fix });
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
  } else if (claims?.exp !== undefined && claims.exp * 1000 <= Date.now()) {
    const what = `AUTH0_API_TOKEN has expired (${new Date(claims.exp * 1000).toISOString()}).`;
    problems.push(problem(what, "AUTH0_API_TOKEN", "Use a new token, or sign in with AUTH0_CLIENT_ID and its secret."));
  }
  return problems;
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
