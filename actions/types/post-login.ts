/**
 * The part of Auth0's post-login v3 `event` and `api` that the Actions use, written from Auth0's reference
 * (Actions triggers, post-login event object and API object). Everything that the platform may leave out is optional.
 */

/** One entry of `event.authentication.methods`: what the person completed during the session, in no promised order. */
export interface AuthenticationMethod {
  /** `sms`, `tel`, `email`, `pwd`, `federated`, `passkey`, `mfa`, …, or a URL for a custom method. */
  name: string;
  /** ISO 8601. An earlier login's entry in the same session keeps its original time. */
  timestamp?: string;
  /** On `mfa` entries: the factor, in the words of `enrolledFactors[].type`. */
  type?: string;
}

export interface Identity {
  /** The connection's name. */
  connection?: string;
  /** The connection's strategy: `sms`, `auth0`, … */
  provider?: string;
  /** The user id without the provider's prefix. */
  user_id?: string;
  /** The profile of a linked (secondary) identity; the primary identity's profile is `event.user` itself. */
  profileData?: { phone_number?: unknown; phone_verified?: unknown };
}

export interface User {
  /** `<provider>|<id>` of the primary identity. */
  user_id: string;
  /** As the profile has it: not always E.164, since an import or the Management API can write anything. */
  phone_number?: string;
  /** Of the primary identity. Only an `sms` or a database one has it from Auth0; another provider may claim anything. */
  phone_verified?: boolean;
  identities?: Identity[];
  /** `undefined` when the platform could not fetch the factors; empty when there are none. Holds no phone number. */
  enrolledFactors?: { type: string }[];
  app_metadata?: Record<string, unknown>;
  user_metadata?: Record<string, unknown>;
}

export interface PostLoginEvent<Secrets extends object> {
  authentication?: {
    methods?: AuthenticationMethod[];
    /** Only where the tenant assesses risk: `low`, `medium`, `high` or `neutral`. */
    riskAssessment?: { confidence?: string };
  };
  /** Names of the user's roles. */
  authorization?: { roles?: string[] };
  client?: { client_id?: string };
  connection?: { name?: string; strategy?: string };
  /** The organization that the user logs in to, if any. */
  organization?: { id?: string };
  request?: { query?: Record<string, unknown> };
  /** Missing without a session (for instance in a password grant). `metadata` only on plans that offer it. */
  session?: { id?: string; metadata?: Record<string, unknown> };
  transaction?: {
    protocol?: string;
    prompt?: string[];
    acr_values?: string[];
    metadata?: Record<string, unknown>;
  };
  user: User;
  secrets: Partial<Secrets>;
}

export type ChallengeFactor =
  | { type: "phone" }
  | { type: "otp" }
  | { type: "email" }
  | { type: "push-notification" }
  | { type: "webauthn-roaming" }
  | { type: "webauthn-platform" }
  | { type: "recovery-code" };

export interface PostLoginApi {
  access: { deny(reason: string): void };
  authentication: {
    /** Holds the pipeline after this Action until one of the factors is passed; fails the login if none is usable. */
    challengeWith(factor: ChallengeFactor, options?: { additionalFactors?: ChallengeFactor[] }): void;
    challengeWithAny(factors: ChallengeFactor[]): void;
    enrollWith(factor: { type: "phone" }): void;
  };
  /** Asks for MFA after all Actions, unless an Action's challenge is answered in this login. */
  multifactor: { enable(provider: "any", options: { allowRememberBrowser: boolean }): void };
  transaction: { setMetadata(key: string, value: string | number): void };
  /** Throws when the event has no session; absent on tenants without session management. */
  session?: { setMetadata(key: string, value: string): void };
}
