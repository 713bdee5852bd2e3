import type { Application } from "../store/entities";
import type { LocalTenant } from "../tenant";
import type { User } from "../users";
import { LoginError } from "./errors";
import type { LoginRequest } from "./options";
import type { Client, Connection, FirstFactor } from "./types";
import { clientProperties, clients, connections } from "./well-known";

/**
 * The application of a login: one of the tenant's, by the key of a well-known one, client id or name; or one of the
 * caller's, which the tenant then has. Throws `LoginError` for a name that no application has.
 */
export function clientOf({ client = "web" }: LoginRequest, { clients: applications }: LocalTenant): Client {
  if (typeof client !== "string") {
    const { client_id: clientId, name, metadata } = client;
    if (!applications.find(clientId)) applications.add({ clientId, name, metadata, ...APPLICATION });
    return client;
  }
  const wellKnown = clients[client];
  const found =
    applications.find(wellKnown?.client_id ?? client) ?? applications.list().find(({ name }) => name === client);
  if (found) return { client_id: found.clientId, name: found.name, metadata: metadataOf(found) };
  const names = [...Object.keys(clients), ...applications.list().map(({ name }) => name)];
  throw new LoginError(`No client "${client}". Clients: ${[...new Set(names)].join(", ")}.`);
}

const APPLICATION = { appType: "regular_web", grantTypes: ["authorization_code", "refresh_token"] };

/** A program without a browser of its own signs people in by it. */
const DEVICE_CODE = "urn:ietf:params:oauth:grant-type:device_code";

const appTypes: Readonly<Record<string, string>> = { Mobile: "native", "Single-page app": "spa" };

/** Makes the well-known clients applications of the tenant, unless they are. */
export function addWellKnownClients({ clients: applications }: LocalTenant): void {
  for (const { client_id: clientId, name } of Object.values(clients)) {
    const appType = appTypes[name] ?? APPLICATION.appType;
    if (applications.find(clientId)) continue;
    const grantTypes = appType === "native" ? [...APPLICATION.grantTypes, DEVICE_CODE] : APPLICATION.grantTypes;
    applications.add({ clientId, name, appType, grantTypes });
    applications.update(clientId, { properties: clientProperties });
  }
}

function metadataOf({ properties }: Application): Record<string, string> {
  return { ...(properties.client_metadata as Record<string, string> | undefined) };
}

/**
 * The connection of a login: the one that was named, else the one that fits the method and the user.
 * Throws `LoginError` for a name that is neither a known one nor that of one of the user's identities.
 */
export function connectionOf(options: LoginRequest, user: User): Connection {
  const wanted = options.connection ?? defaultConnection(options, user);
  if (typeof wanted !== "string") return wanted;
  const known = connections[wanted];
  if (known) return known;
  const identity = user.identities.find(({ connection }) => connection === wanted);
  if (identity) return { id: `con_${wanted}`, name: wanted, strategy: identity.provider };
  throw new LoginError(`No connection "${wanted}". Connections: ${Object.keys(connections).join(", ")}.`);
}

function defaultConnection({ method }: LoginRequest, user: User): string {
  const of = (...providers: string[]) => user.identities.find(({ provider }) => providers.includes(provider));
  switch (method) {
    case "sms":
    case "email":
      return method;
    case "voice":
      return of("auth0", "sms")?.connection ?? "sms";
    case "password":
    case "passkey":
      return of("auth0")?.connection ?? "Username-Password-Authentication";
    case "federated":
      return user.identities.find(({ isSocial }) => isSocial)?.connection ?? "google-oauth2";
    case undefined:
      return user.identities[0]?.connection ?? "Username-Password-Authentication";
  }
}

/** The first factor that fits the user: that of the primary identity. */
export function usualMethod({ identities }: User): Exclude<FirstFactor, "voice" | "passkey"> {
  const primary = identities[0];
  if (primary?.provider === "sms" || primary?.provider === "email") return primary.provider;
  return primary?.isSocial ? "federated" : "password";
}

/** What a user who can't log in with a method lacks; codes to a phone are checked when they are sent. */
const lacking: Partial<Record<FirstFactor, string>> = {
  password: "password",
  passkey: "account that a passkey could open",
  federated: "account",
  email: "account that opens with a code by e-mail",
};

/** Throws `LoginError` for a first factor that the user has on no account of that connection. */
export function checkIdentity({ method }: LoginRequest, user: User, connection: Connection): void {
  const lacks = method && lacking[method];
  if (!lacks) return;
  const account = user.identities.some((identity) => identity.connection === connection.name);
  const opens = method === "password" ? user.password !== undefined : method !== "email" || user.email !== undefined;
  if (account && opens) return;
  throw new LoginError(
    `User "${user.handle}" has no ${lacks} on the connection "${connection.name}"; the method that fits is ${usualMethod(user)}.`,
  );
}
