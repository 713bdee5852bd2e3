import { deployEnvironment, verifyVariables } from "./credentials";
import type { LocalTenantServer } from "./local-tenant";

/** Environment variables with which a program finds a running tenant and Verify, signs in to both and trusts them. */
export function testEnvironment(server: LocalTenantServer): Record<string, string> {
  const { tenant, verifyUrl, authority, credentials } = server;
  const url = `https://${tenant.domain}`;
  return {
    AUTH0_DOMAIN: tenant.domain,
    AUTH0_AUDIENCE: tenant.audience,
    ...deployEnvironment(credentials, authority.bundleFile),
    ...verifyVariables(credentials.verify),
    LOCAL_TENANT_URL: url,
    LOCAL_TENANT_ISSUER: `${url}/`,
    LOCAL_TENANT_CONTROL_URL: `${url}/_sandbox`,
    LOCAL_TENANT_VERIFY_URL: verifyUrl,
    NODE_EXTRA_CA_CERTS: authority.certificateFile,
  };
}
