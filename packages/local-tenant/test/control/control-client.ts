import type { LocalTenantServer } from "../../src/server";

/** Asks the control API of a tenant with its token; the answer's status and JSON. */
export function controlClient({ tenant, credentials }: Pick<LocalTenantServer, "tenant" | "credentials">) {
  return async (method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE", path: string, body?: object) => {
    const response = await fetch(`https://${tenant.domain}/_sandbox${path}`, {
      method,
      headers: {
        authorization: `Bearer ${credentials.controlToken}`,
        ...(body && { "content-type": "application/json" }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, json: text === "" ? undefined : JSON.parse(text) };
  };
}
