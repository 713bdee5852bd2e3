import { join } from "node:path";
import { createManagementApi } from "../../packages/local-tenant/src/auth0/management/app";
import { RateLimit } from "../../packages/local-tenant/src/auth0/management/rate-limit";
import { LocalTenant } from "../../packages/local-tenant/src/auth0/tenant";
import { listen } from "../../packages/local-tenant/src/support/listen";
import { certificateAuthority } from "../../packages/local-tenant/src/tls/authority";
import { repoRoot } from "../../stacks/repo-root";

/** One call that a client made; bodies as sent, secrets included. */
export interface Call {
  method: string;
  path: string;
  query: string;
  request: unknown;
  status: number;
  response: unknown;
}

/** A local tenant behind its Management API over HTTPS, with everything it was asked. */
export interface ServedTenant {
  tenant: LocalTenant;
  rateLimit: RateLimit;
  /** `localhost:<port>`. */
  domain: string;
  /** Every call since the start or since the last time this was emptied. */
  calls: Call[];
  /** Answers in the tenant's place when it returns something; undefined at the start. */
  intercept: ((request: Request) => Response | undefined) | undefined;
  /** What a deployer's shell would hold: the certificate and a client's credentials. */
  env: Record<string, string>;
  close(): Promise<void>;
}

/** The static token that the tenant knows beside the client's credentials; it may do everything. */
export const API_TOKEN = "static-token-fake";
/** The client that may do everything, named as in the recordings. */
export const CLIENT = { clientId: "wire-client-id-fake", clientSecret: "wire-client-secret-fake" };

function decode(text: string, type: string | null | undefined): unknown {
  if (text === "") return undefined;
  return type?.startsWith("application/x-www-form") ? Object.fromEntries(new URLSearchParams(text)) : JSON.parse(text);
}

/** Starts a tenant on a free port of 127.0.0.1. */
export async function serveTenant(): Promise<ServedTenant> {
  const tenant = new LocalTenant({ domain: "localhost" });
  const rateLimit = new RateLimit();
  const app = createManagementApi(tenant, { rateLimit, onRefused: () => {} });
  const calls: Call[] = [];
  const recorded = {
    async fetch(request: Request): Promise<Response> {
      const copy = request.clone();
      const response = served.intercept?.(request) ?? (await app.fetch(request));
      const { pathname, search } = new URL(copy.url);
      calls.push({
        method: copy.method,
        path: pathname,
        query: search.slice(1),
        request: decode(await copy.text(), copy.headers.get("content-type")),
        status: response.status,
        response: decode(await response.clone().text(), response.headers.get("content-type")),
      });
      return response;
    },
  };
  // Of its own: a process trusts that of `startSandbox` for good once a suite has started one.
  const authority = await certificateAuthority({ dir: join(repoRoot, ".cache", "served-tenant-ca") });
  const tls = { key: authority.leaf.key, cert: authority.leaf.certificate };
  const server = await listen(recorded, { port: 0, what: "a test's Management API", tls });
  tenant.domain = `localhost:${server.port}`;
  tenant.clients.add({ ...CLIENT, scopes: "all" });
  tenant.tokens.issue("all", API_TOKEN);
  const served: ServedTenant = {
    tenant,
    rateLimit,
    domain: tenant.domain,
    calls,
    intercept: undefined,
    env: {
      SSL_CERT_FILE: authority.bundleFile,
      AUTH0_CLIENT_ID: CLIENT.clientId,
      AUTH0_CLIENT_SECRET: CLIENT.clientSecret,
    },
    close: () => server.close(),
  };
  return served;
}
