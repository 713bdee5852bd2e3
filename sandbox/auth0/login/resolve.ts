import type { User } from "../users";
import { LoginError } from "./errors";
import type { Client, Connection, LoginOptions } from "./types";
import { clients, connections } from "./well-known";

/** The client of a login. Throws `LoginError` for a name that is not well known. */
export function clientOf({ client = "web" }: LoginOptions): Client {
  if (typeof client !== "string") return client;
  const known = clients[client];
  if (!known) throw new LoginError(`No client "${client}". Clients: ${Object.keys(clients).join(", ")}.`);
  return known;
}

/**
 * The connection of a login: the one that was named, else the one that fits the method and the user.
 * Throws `LoginError` for a name that neither is well known nor stands in an identity of the user.
 */
export function connectionOf(options: LoginOptions, user: User): Connection {
  const wanted = options.connection ?? defaultConnection(options, user);
  if (typeof wanted !== "string") return wanted;
  const known = connections[wanted];
  if (known) return known;
  const identity = user.identities.find(({ connection }) => connection === wanted);
  if (identity) return { id: `con_${wanted}`, name: wanted, strategy: identity.provider };
  throw new LoginError(`No connection "${wanted}". Connections: ${Object.keys(connections).join(", ")}.`);
}

function defaultConnection({ method }: LoginOptions, user: User): string {
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
