import { neededForms } from "../../../stacks/secret-forms";
import { isLoopback, isPlaceholder, type Tenant } from "../../../stacks/tenant-schema";

/** An environment of GitHub's that the workflows run in. */
export interface GitHubEnvironment {
  name: string;
  /** The host of the tenant, as its variable AUTH0_DOMAIN. */
  domain: string;
  /** Whether `main` alone may use it: it holds more than what may read. */
  mainOnly: boolean;
  /** Whether somebody should have to approve a job in it. */
  reviewed: boolean;
  /** Names of the secrets that a job in it can't do without. */
  secrets: string[];
}

const SIGN_IN = "AUTH0_CLIENT_ASSERTION_PRIVATE_KEY";

/** Those of all tenants that workflows deploy to; none for a placeholder. */
export function githubEnvironments(tenants: Readonly<Record<string, Tenant>>): GitHubEnvironment[] {
  const deployed = Object.entries(tenants).filter(([, tenant]) => !isLoopback(tenant) && !isPlaceholder(tenant));
  return deployed.flatMap(([name, tenant]) => environmentsOf(name, tenant));
}

function environmentsOf(name: string, tenant: Tenant): GitHubEnvironment[] {
  const { domain, promotesFrom } = tenant;
  const twilio = neededForms(tenant).map((form) => form.name);
  const promoted = promotesFrom !== undefined;
  const open = { domain, mainOnly: false, reviewed: false };
  const closed = { ...open, mainOnly: true };
  return [
    { ...open, name: `${name}-plan`, secrets: [SIGN_IN] },
    {
      ...closed,
      name: `${name}-status`,
      secrets: [SIGN_IN, "TWILIO_READ_API_KEY", "TWILIO_READ_API_KEY_SECRET", "TWILIO_VERIFY_SID"],
    },
    ...(promoted ? [{ ...closed, name: `${name}-seal`, secrets: [SIGN_IN, "PLAN_KEY"] }] : []),
    { ...closed, name, reviewed: promoted, secrets: [SIGN_IN, ...twilio, "PLAN_KEY"] },
  ];
}
