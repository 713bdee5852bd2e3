import type { LogEntry } from "../../../store/entities";
import type { LocalTenant } from "../../../tenant";
import { milliseconds } from "../../time";
import { type LogField, logFields } from "./fields";

/** The environment that the entries name; the platform's are called e.g. `prod-us-1`. */
const environment = "local";

/** The entry as the platform's log streams send it. The fields are those that Auth0 publishes for its type. */
export function formatLog(entry: LogEntry, tenant: Pick<LocalTenant, "name" | "domain">) {
  const fields = logFields[entry.type] ?? ["client", "user"];
  return {
    date: milliseconds(entry.at),
    type: entry.type,
    description: entry.description,
    ip: entry.ip ?? "127.0.0.1",
    ...(entry.userAgent !== undefined && { user_agent: entry.userAgent, is_mobile: false }),
    ...Object.assign({}, ...fields.map((field) => formatField(field, entry, tenant))),
    ...(entry.details !== undefined && { details: entry.details }),
    log_id: entry.id,
    tenant_name: tenant.name,
    environment_name: environment,
  };
}

function formatField(field: LogField, entry: LogEntry, { domain }: Pick<LocalTenant, "domain">): object | undefined {
  const { client, user, connection, correlationId, scope, ip } = entry;
  switch (field) {
    case "client":
      return { ...(client && { client_id: client.id }), client_name: client?.name ?? "" };
    case "user":
      return user && { user_id: user.id, user_name: user.name };
    case "connection":
      return connection && { connection: connection.name, connection_id: connection.id };
    case "strategy":
      return {
        strategy: connection?.strategy ?? "",
        strategy_type: connection ? strategyType(connection.strategy) : "",
      };
    case "hostname":
      return { hostname: domain };
    case "references":
      return correlationId === undefined ? undefined : { references: { correlation_id: correlationId } };
    case "audience":
      return { audience: entry.audience ?? `https://${domain}/userinfo` };
    case "scope":
      return scope === undefined ? undefined : { scope };
    case "client_ip":
      return ip === undefined ? undefined : { client_ip: ip };
  }
}

function strategyType(strategy: string): string {
  if (strategy === "auth0") return "database";
  return strategy === "sms" || strategy === "email" ? "passwordless" : "social";
}
