import { equalSecrets } from "../../support/equal-secrets";
import type { Application } from "../store/entities";
import type { LocalTenant } from "../tenant";
import { assertedClient, verifiesAssertion } from "./client-assertion";
import type { TokenRequest } from "./token-request";

const ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/** The client id and secret that a request gives; with an assertion, the id alone. */
export function credentials(
  { client_assertion: assertion, client_id, client_secret }: TokenRequest,
  header: string | undefined,
) {
  if (assertion !== undefined) return [assertedClient(assertion)];
  const basic = header?.match(/^basic (.+)$/i)?.[1];
  return basic ? splitBasic(basic) : [client_id, client_secret];
}

/** The application that the request proves to come from; one that signs in with keys is not let in with its secret. */
export function authenticate(
  tenant: LocalTenant,
  parameters: TokenRequest,
  header: string | undefined,
): Application | undefined {
  const { client_assertion: assertion, client_assertion_type: type } = parameters;
  const [id = "", secret = ""] = credentials(parameters, header);
  const client = tenant.clients.find(id);
  if (!client) return undefined;
  if (assertion !== undefined) {
    return type === ASSERTION_TYPE && signedByOneOfItsKeys(tenant, client, assertion) ? client : undefined;
  }
  if (client.assertionCredentials || client.tokenEndpointAuthMethod === "none") return undefined;
  return equalSecrets(client.clientSecret, secret) ? client : undefined;
}

function signedByOneOfItsKeys(tenant: LocalTenant, client: Application, assertion: string): boolean {
  const now = tenant.clock.now();
  const audience = `https://${tenant.domain}/`;
  return tenant.clientCredentials
    .list(client.clientId)
    .filter(({ id }) => client.assertionCredentials?.includes(id))
    .filter(({ expiresAt }) => expiresAt === undefined || expiresAt > now)
    .some((credential) => verifiesAssertion(credential, assertion, audience, now));
}

/** Both parts are form-encoded inside the header (RFC 6749, section 2.3.1). */
function splitBasic(encoded: string): string[] {
  const decoded = Buffer.from(encoded, "base64").toString("utf8");
  const colon = decoded.indexOf(":");
  return [decoded.slice(0, colon), decoded.slice(colon + 1)].map(
    (part) => new URLSearchParams(`value=${part}`).get("value") ?? "",
  );
}
