import type { LocalTenant } from "../auth0/tenant";
import type { CertificateAuthority } from "../tls/authority";
import { deployEnvironment, type TenantCredentials, verifyVariables } from "./credentials";

/** What a program has to know of what runs. */
interface Reachable {
  tenant: LocalTenant;
  verifyUrl: string;
  authority: CertificateAuthority;
  credentials: TenantCredentials;
}

/** Environment variables with which a program finds a running tenant and Verify, signs in to both and trusts them. */
export function testEnvironment({ tenant, verifyUrl, authority, credentials }: Reachable): Record<string, string> {
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
