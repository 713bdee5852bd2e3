import { type Context, Hono } from "hono";
import { z } from "zod";
import { equalSecrets } from "../../../equal-secrets";
import type { ApiClient } from "../../store/entities";
import { TokenStore } from "../../store/tokens";
import type { LocalTenant } from "../../tenant";
import { assertedClient, verifyAssertion } from "../client-assertion";
import { SCOPES } from "../scopes";

const ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

const text = z.string().optional();

/** Of what may stand in a token request, that which is looked at. */
const parametersOf = z.object({
  grant_type: text,
  audience: text,
  client_id: text,
  client_secret: text,
  client_assertion: text,
  client_assertion_type: text,
});

type Parameters = z.infer<typeof parametersOf>;

/** POST /oauth/token for client credentials: HTTP Basic, `client_id` and `client_secret` in the body, private-key JWT. */
export function tokenRoutes(tenant: LocalTenant): Hono {
  return new Hono().post("/", async (c) => {
    const parsed = parametersOf.safeParse(await readParameters(c));
    if (!parsed.success) {
      const description = `Parameter ${parsed.error.issues[0]?.path.join(".")} must be a string.`;
      return c.json({ error: "invalid_request", error_description: description }, 400);
    }
    const parameters = parsed.data;
    if (parameters.grant_type !== "client_credentials") {
      const description = `Unsupported grant type: ${parameters.grant_type ?? ""}`;
      return c.json({ error: "unsupported_grant_type", error_description: description }, 403);
    }
    const log = exchangeLog(tenant, c, parameters);
    const client = authenticate(tenant, parameters, c.req.header("authorization"));
    if (!client) {
      log("feccft", "Unauthorized");
      return c.json({ error: "access_denied", error_description: "Unauthorized" }, 401);
    }
    if (parameters.audience !== tenant.audience) {
      const description = `Service not enabled within domain: ${parameters.audience ?? ""}`;
      log("feccft", description);
      return c.json({ error: "access_denied", error_description: description }, 403);
    }
    const token = tenant.tokens.issue(client.scopes, undefined, { clientId: client.clientId });
    log("seccft", "Client Credentials for Access Token", { actions: { executions: [] } });
    return c.json({
      access_token: token.value,
      token_type: "Bearer",
      expires_in: TokenStore.lifetime,
      scope: (client.scopes === "all" ? SCOPES : client.scopes).join(" "),
    });
  });
}

/** A form or a JSON object; anything else reads as no parameters. */
async function readParameters(c: Context): Promise<object> {
  const sent = await c.req.text();
  if (!c.req.header("content-type")?.startsWith("application/json")) {
    return Object.fromEntries(new URLSearchParams(sent));
  }
  try {
    const body: unknown = JSON.parse(sent);
    return typeof body === "object" && body !== null && !Array.isArray(body) ? body : {};
  } catch {
    return {};
  }
}

/** Writes what became of a request into the tenant log, under the client that it names. */
function exchangeLog(tenant: LocalTenant, c: Context, parameters: Parameters) {
  const { audience = "" } = parameters;
  const [id = ""] = credentials(parameters, c.req.header("authorization"));
  const client = tenant.clients.get(id);
  return (type: "seccft" | "feccft", description: string, details?: object) => {
    tenant.logs.append({
      type,
      description,
      ...(client && { client: { id: client.clientId, name: client.name } }),
      userAgent: c.req.header("user-agent") ?? "",
      audience,
      ...(details && { details }),
    });
  };
}

/** The client id and secret that a request gives; with an assertion, the id alone. */
function credentials(
  { client_assertion: assertion, client_id, client_secret }: Parameters,
  header: string | undefined,
) {
  if (assertion !== undefined) return [assertedClient(assertion)];
  const basic = header?.match(/^basic (.+)$/i)?.[1];
  return basic ? splitBasic(basic) : [client_id, client_secret];
}

function authenticate(tenant: LocalTenant, parameters: Parameters, header: string | undefined): ApiClient | undefined {
  const { client_assertion: assertion, client_assertion_type: type } = parameters;
  const [id, secret] = credentials(parameters, header);
  const client = tenant.clients.get(id ?? "");
  if (assertion !== undefined) {
    const valid =
      client?.publicKey !== undefined &&
      type === ASSERTION_TYPE &&
      verifyAssertion(assertion, client.publicKey, `https://${tenant.domain}/`, tenant.clock.now());
    return valid ? client : undefined;
  }
  return client?.clientSecret !== undefined && equalSecrets(client.clientSecret, secret ?? "") ? client : undefined;
}

/** Both parts are form-encoded inside the header (RFC 6749, section 2.3.1). */
function splitBasic(encoded: string): string[] {
  const decoded = Buffer.from(encoded, "base64").toString("utf8");
  const colon = decoded.indexOf(":");
  return [decoded.slice(0, colon), decoded.slice(colon + 1)].map(
    (part) => new URLSearchParams(`value=${part}`).get("value") ?? "",
  );
}
