import type {
  Client,
  Connection,
  CustomDomain,
  GeoIp,
  HttpRequest,
  Identity,
  Organization,
  Profile,
} from "./event-parts";
import type { RiskAssessment } from "./risk-assessment";

export type { Identity } from "./event-parts";
export type { ChallengeFactor, PostLoginApi } from "./post-login-api";

/**
 * Auth0's post-login v3 `event`, all of it, written from Auth0's reference (Actions triggers, post-login event object).
 * What the reference promises and what this repository's Actions were seen to need without is optional all the same.
 */

/** One entry of `event.authentication.methods`: what the user completed during the session, in no promised order. */
export interface AuthenticationMethod {
  /** `sms`, `tel`, `email`, `pwd`, `federated`, `passkey`, `mfa`, …, or a URL for a custom method. */
  name: string;
  /** ISO 8601. An earlier login's entry in the same session keeps its original time. */
  timestamp?: string;
  /** On `mfa` entries: the factor, in the words of `enrolledFactors[].type`. */
  type?: string;
}

export interface User extends Profile {
  /** `<provider>|<id>` of the primary identity. */
  user_id: string;
  identities?: Identity[];
  /** `undefined` when the platform could not fetch the factors; empty when there are none. Holds no phone number. */
  enrolledFactors?: { type: string; options?: Record<string, unknown> }[];
  /** Names of MFA providers, in practice `guardian`. */
  multifactor?: string[];
}

/** A device, by what it was first and last seen with. */
interface Device {
  initial_asn?: string;
  initial_ip?: string;
  initial_user_agent?: string;
  last_asn?: string;
  last_ip?: string;
  last_user_agent?: string;
}

/** Who acts, and on whose behalf. */
export interface Actor {
  sub: string;
  act?: Actor;
  [claim: string]: unknown;
}

/** All but `id` only on plans that offer it. Timestamps are ISO 8601. */
export interface Session {
  id?: string;
  actor?: Actor;
  authenticated_at?: string;
  clients?: { client_id: string }[];
  cookie?: { mode: "persistent" | "non-persistent" };
  created_at?: string;
  device?: Device;
  expires_at?: string;
  idle_expires_at?: string;
  last_interacted_at?: string;
  metadata?: Record<string, unknown>;
  session_transfer?: { parent_refresh_token?: { id?: string; metadata?: Record<string, unknown> } };
  updated_at?: string;
  user_id?: string;
}

/** Only on plans that offer it. Timestamps are ISO 8601. */
export interface RefreshToken {
  id: string;
  client_id?: string;
  created_at: string;
  device?: Device;
  expires_at?: string;
  idle_expires_at?: string;
  last_exchanged_at?: string;
  metadata?: Record<string, unknown>;
  resource_servers?: Record<string, unknown>[];
  rotating?: boolean;
  session_id?: string;
  session_transfer?: { parent_refresh_token?: { id?: string } };
  user_id?: string;
}

export interface Transaction {
  /** Of a login in a browser. */
  id?: string;
  acr_values?: string[];
  actor?: Actor;
  actor_token_type?: string;
  /** The application's own, to follow a login through several logs. */
  correlation_id?: string;
  linking_id?: string;
  locale?: string;
  login_hint?: string;
  /** What Actions have set in this login; the next one sees it, after a pause too. */
  metadata?: Record<string, unknown>;
  prompt?: string[];
  /** E.g. `oidc-basic-profile`, `oauth2-refresh-token`, `oauth2-password`, `samlp`. */
  protocol?: string;
  redirect_uri?: string;
  requested_authorization_details?: Record<string, unknown>[];
  requested_scopes?: string[];
  response_mode?: "query" | "fragment" | "form_post" | "web_message";
  response_type?: string[];
  state?: string;
  subject_token_type?: string;
  ui_locales?: string[];
}

export interface PostLoginEvent<Secrets extends object> {
  /** The agent that the application represents, if the tenant has agents. */
  agent?: { agent_id: string; agent_metadata: Record<string, unknown>; name: string };
  authentication?: { methods?: AuthenticationMethod[]; riskAssessment?: RiskAssessment };
  /** Names of the user's roles. */
  authorization?: { roles?: string[] };
  client: Client & { refresh_token?: { policies?: Record<string, unknown>[] } };
  connection: Connection;
  custom_domain?: CustomDomain;
  /** The organization that the user logs in to, if any. */
  organization?: Organization;
  /** What a rendered form has collected. */
  prompt?: { id: string; fields?: Record<string, unknown>; vars?: Record<string, unknown> };
  refresh_token?: RefreshToken;
  request: HttpRequest & { body: Record<string, unknown>; query: Record<string, unknown> };
  /** The API that a token is asked for. */
  resource_server?: { identifier: string };
  secrets: Partial<Secrets>;
  /** Fingerprints of the TLS connection, where there is one. */
  security_context?: { ja3?: string; ja4?: string };
  /** Missing without a session, for instance in a password grant. */
  session?: Session;
  /** Where a native application hands its session to the browser. */
  session_transfer_token?: {
    client_id: string;
    request: { ip: string; asn?: string; geoip?: GeoIp; user_agent?: string };
    scope: string[];
  };
  stats: { logins_count: number };
  tenant: { id: string };
  transaction?: Transaction;
  user: User;
}
