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

/** Where the well-known clients expect a user back: a program on this machine. */
const origins = ["http://localhost:3000", "http://127.0.0.1:3000"];
const returns = origins.flatMap((origin) => [origin, `${origin}/`]);

/** What the well-known clients are set to as applications of the tenant. */
export const clientProperties = {
  callbacks: origins.flatMap((origin) => [`${origin}/callback`, origin, `${origin}/`]),
  allowed_logout_urls: returns,
  web_origins: origins,
  refresh_token: {
    rotation_type: "rotating",
    expiration_type: "expiring",
    leeway: 0,
    token_lifetime: 2_592_000,
    idle_token_lifetime: 1_296_000,
    infinite_token_lifetime: false,
    infinite_idle_token_lifetime: false,
  },
};

/** The clients a login may name by key. */
export const clients: Readonly<Record<string, Client>> = {
  web: { client_id: "SandboxWebApplication00000000001", name: "Web", metadata: {} },
  mobile: { client_id: "SandboxMobileApplication00000002", name: "Mobile", metadata: {} },
  machine: { client_id: "SandboxFirstPartyBackend00000003", name: "Backend", metadata: {} },
  spa: { client_id: "SandboxSinglePageApp000000000004", name: "Single-page app", metadata: {} },
};
