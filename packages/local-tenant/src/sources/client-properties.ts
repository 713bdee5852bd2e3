import { clientPropertyNames } from "../auth0/management/resources/clients/schema";
import type { ClientDocument } from "./document";

/** What a source says of an application, without what the tenant does not keep and what is not set. */
export function clientProperties(given: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const kept = Object.entries(given).filter(
    ([name, value]) => clientPropertyNames.includes(name) && value !== null && value !== undefined,
  );
  return Object.fromEntries(kept);
}

/** The method by its name; `undefined` for one that uses keys, and for none. */
export function authMethodOf(name: unknown): ClientDocument["authMethod"] {
  return name === "none" || name === "client_secret_post" || name === "client_secret_basic" ? name : undefined;
}
