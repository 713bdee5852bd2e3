import type { Client, Connection } from "./types";

/** The connections a login may name. */
export const connections: Readonly<Record<string, Connection>> = {
  "Username-Password-Authentication": {
    id: "con_SandboxDatabase1",
    name: "Username-Password-Authentication",
    strategy: "auth0",
  },
  sms: { id: "con_SandboxSms000001", name: "sms", strategy: "sms" },
  email: { id: "con_SandboxEmail0001", name: "email", strategy: "email" },
  "google-oauth2": { id: "con_SandboxGoogle001", name: "google-oauth2", strategy: "google-oauth2" },
};

/** The clients a login may name by key. */
export const clients: Readonly<Record<string, Client>> = {
  web: { client_id: "SandboxWebApplication00000000001", name: "Web", metadata: {} },
  mobile: { client_id: "SandboxMobileApplication00000002", name: "Mobile", metadata: {} },
  machine: { client_id: "SandboxFirstPartyBackend00000003", name: "Backend", metadata: {} },
};
