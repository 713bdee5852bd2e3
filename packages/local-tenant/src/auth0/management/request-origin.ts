import type { Context } from "hono";
import type { Origin } from "../store/entities";
import type { LocalTenant } from "../tenant";
import { bearerToken } from "./auth";

/** Who makes this request, as far as it says so: the application of its token, and its tool. */
export function requestOrigin(tenant: LocalTenant, c: Context): Origin {
  const owner = tenant.tokens.find(bearerToken(c.req.header("authorization")) ?? "")?.owner;
  return { by: "management-api", client: owner && nameOf(owner, tenant), tool: toolOf(c) };
}

type Owner = NonNullable<ReturnType<LocalTenant["tokens"]["find"]>>["owner"] & {};

function nameOf(owner: Owner, { clients }: LocalTenant): string {
  return "user" in owner ? owner.user.name : (clients.find(owner.clientId)?.name ?? owner.clientId);
}

/** What names no tool: HTTP clients that any program may use. */
const anonymous = /^(node|undici|axios|Go-http-client|got|curl)\b/i;

/** The first product of the user agent, else what an SDK of Auth0's puts in `Auth0-Client` (base64 of JSON). */
function toolOf(c: Context): string | undefined {
  const [product] = (c.req.header("user-agent") ?? "").split(" ");
  if (product && !anonymous.test(product)) return product;
  return sdkOf(c.req.header("auth0-client")) ?? (product || undefined);
}

function sdkOf(header: string | undefined): string | undefined {
  if (header === undefined) return undefined;
  try {
    const { name, version } = JSON.parse(Buffer.from(header, "base64").toString()) ?? {};
    return typeof name === "string" && typeof version === "string" ? `${name}/${version}` : undefined;
  } catch {
    return undefined;
  }
}
