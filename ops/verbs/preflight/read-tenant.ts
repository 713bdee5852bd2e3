import { placeholderTenant, UserError } from "../../../stacks/errors";
import { isPlaceholder, type Tenant } from "../../../stacks/tenant-schema";
import { authorizeTheApplication, managementApiAuthorization, useThisTenantsCredentials } from "../../auth0/advice";
import { credentialsFrom } from "../../auth0/credentials";
import { type LiveFacts, readLiveFacts } from "../../live/live-facts";
import { type Problem, problemFrom } from "../../live/problem";
import { scopedReader } from "../../live/scoped-reader";
import { RefusedError, UnreachableError } from "../../support/errors";
import { readExpectedStack } from "../../terraform/expected-stack";
import type { Workspace } from "../../terraform/workspace";
import { foreignCredentials } from "./foreign-credentials";
import type { Reading, Unread } from "./reading";

/** A tenant that was signed in to. */
export interface ReadTenant {
  facts: LiveFacts;
  /** The scopes that reading found missing. */
  unreadable: ReadonlySet<string>;
  /** The token's scopes; undefined when it does not say them. */
  granted: readonly string[] | undefined;
}

/**
 * Signs in and reads what the credentials may read. Sends nothing if there is no tenant yet, or nothing to sign in
 * with.
 */
export async function readTenant(workspace: Workspace): Promise<Reading<ReadTenant>> {
  const { name, tenant, env, client, folder } = workspace;
  const absent = noCredentials(workspace);
  if (isPlaceholder(tenant)) {
    const placeholder = problemFrom(`tenants.ts, ${name}.domain`, placeholderTenant(name, tenant.domain));
    return { why: "there is no tenant yet", refused: [placeholder, ...absent] };
  }
  if (absent.length > 0) return { why: "needs credentials that work", refused: absent };
  const silent = (error: UnreachableError): Unread => ({
    why: "the tenant did not answer",
    unreachable: problemFrom(tenant.domain, error),
  });
  let granted: readonly string[] | undefined;
  try {
    granted = await client.scopes();
  } catch (error) {
    if (error instanceof UnreachableError) return silent(error);
    if (!(error instanceof UserError)) throw error;
    return { why: "needs credentials that work", refused: [refusal(workspace, error)] };
  }
  const reader = scopedReader(granted);
  try {
    const facts = await readLiveFacts(client, reader, {
      risk: asksByRisk(tenant),
      logStream: tenant.logStream !== undefined,
      passwordResets: readExpectedStack(folder).resetActions.length > 0,
    });
    return { value: { facts, unreadable: reader.missing, granted } };
  } catch (error) {
    if (error instanceof UnreachableError) return silent(error);
    if (!(error instanceof UserError)) throw error;
    const isRefused = error instanceof RefusedError && error.status === 401;
    const problem = isRefused
      ? notAccepted(tenant.domain, placeOf(name), "401, the token")
      : problemFrom(tenant.domain, error);
    // A token of another tenant is named already.
    const refused = isRefused && foreignCredentials(name, tenant.domain, env).length > 0 ? [] : [problem];
    return { why: "the tenant could not be read", refused };
  }
}

/** Whether risk is a condition of the challenge; only then is it read whether it is assessed. */
export function asksByRisk({ settings }: Pick<Tenant, "settings">): boolean {
  return settings.mfaChallenge.riskAssessment !== undefined;
}

/** Whether the variables with the credentials are set at all; sends nothing. */
function noCredentials({ name, tenant: { domain }, env }: Workspace): Problem[] {
  try {
    credentialsFrom(env, domain);
    return [];
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return [
      {
        what: `There are no credentials for the Management API of ${domain}.`,
        where: placeOf(name),
        fix:
          "Set AUTH0_CLIENT_ID and AUTH0_CLIENT_SECRET of a machine-to-machine application of the tenant.\n" +
          "Or AUTH0_CLIENT_ID, AUTH0_CLIENT_ASSERTION_PRIVATE_KEY and AUTH0_CLIENT_ASSERTION_SIGNING_ALG, or AUTH0_API_TOKEN.",
      },
    ];
  }
}

/** A sign-in that was answered, and not with a token. */
function refusal({ name, tenant: { domain } }: Workspace, error: UserError): Problem {
  if (!(error instanceof RefusedError)) return problemFrom(placeOf(name), error);
  const said = error.message.split("\n")[0]?.replace(/^.* answered /, "") ?? "";
  switch (error.status) {
    case 401:
      return notAccepted(domain, placeOf(name), said);
    case 403:
      return {
        what: `${domain} knows the application, but does not let it use the Management API (${said}).`,
        where: managementApiAuthorization,
        fix: authorizeTheApplication,
      };
    case 429:
      return {
        what: `The rate limit of ${domain} for sign-ins is used up (${said}).`,
        where: `https://${domain}/oauth/token`,
        fix: "Wait a minute, then run this again.",
      };
    default:
      return problemFrom(placeOf(name), error);
  }
}

/** A sign-in, or a call with a token, that the tenant answered with 401. `said` is its own words. */
function notAccepted(domain: string, where: string, said: string): Problem {
  const what = `${domain} does not accept these credentials (${said}).`;
  return { what, where, fix: useThisTenantsCredentials };
}

function placeOf(name: string): string {
  return `the environment, or .env.${name}`;
}
