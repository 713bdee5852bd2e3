import type { Cache } from "./cache";
import type { SamlResponse } from "./saml-response";

/**
 * Auth0's post-login v3 `api`, all of it, written from Auth0's reference (Actions triggers, post-login API object). What
 * only some plans have is optional. Limits throw: see {@link https://auth0.com/docs/customize/actions/limitations}.
 */
export interface PostLoginApi {
  access: {
    /** Ends the login after this Action. The reason may be shown to the user. */
    deny(reason: string): void;
  };
  accessToken: TokenClaims & {
    addScope(scope: string): void;
    removeScope(scope: string): void;
  };
  authentication: Authentication;
  cache: Cache;
  groups: {
    getUserGroups(page?: Page): Promise<{ groups: Group[]; next?: string }>;
    /** @param groups ids or names. */
    hasGroupMembership(groups: string[]): Promise<unknown>;
  };
  idToken: TokenClaims;
  multifactor: {
    /** Asks for MFA after all Actions, unless an Action's challenge is answered in this login. */
    enable(
      provider: "any" | "none" | "guardian" | "google-authenticator" | "duo",
      options?: {
        allowRememberBrowser?: boolean;
        /** Of Duo alone. */
        providerOptions?: { host: string; ikey: string; skey: string; username?: string };
      },
    ): void;
  };
  prompt: {
    /** Shows a form after this Action; the login comes back to `onContinuePostLogin`. */
    render(promptId: string, options?: { fields?: Record<string, unknown>; vars?: Record<string, unknown> }): void;
  };
  redirect: Redirect;
  refreshToken?: Lifetime & {
    /** In a refresh token's exchange alone: ends it. */
    revoke(reason: string): void;
  };
  roles: {
    getUserEffectiveRoles(page?: Page): Promise<{ roles: Role[]; next?: string }>;
    /** @param ids 100 at most. */
    getUserEffectiveRolesByIds(ids: string[]): Promise<{ roles: Role[] }>;
    /** @param names 50 at most. */
    getUserEffectiveRolesByNames(names: string[]): Promise<{ roles: Role[] }>;
  };
  rules: { wasExecuted(ruleId: string): boolean };
  samlResponse: SamlResponse;
  /**
   * Of Enterprise plans. Where metadata can't be set, the method throws, or the platform ends the login after the Action (Auth0
   * docs, session metadata).
   */
  session?: Lifetime & {
    /** Ends the session and the login. */
    revoke(reason: string, options?: { preserveRefreshTokens?: boolean }): void;
    setCookieMode(mode: "persistent" | "non-persistent"): void;
  };
  transaction: {
    /** @param value `null` removes the key. The event of this and the next Actions has it at once. */
    setMetadata(key: string, value: string | number | boolean | null): void;
  };
  /** Written once, after all Actions. `null` removes the key. */
  user: {
    setAppMetadata(key: string, value: unknown): void;
    setUserMetadata(key: string, value: unknown): void;
  };
  validation: {
    /** Ends the login with an error of yours. */
    error(code: string, message: string): void;
  };
}

/** What may be challenged. */
export type ChallengeFactor =
  | { type: "phone"; options?: { preferredMethod?: "sms" | "voice" | "both" } }
  | { type: "otp" }
  | { type: "email" }
  | { type: "push-notification"; options?: { otpFallback?: boolean } }
  | { type: "webauthn-roaming" }
  | { type: "webauthn-platform" }
  | { type: "recovery-code" };

/** What may be enrolled. */
export type EnrollmentFactor = Exclude<ChallengeFactor, { type: "email" }>;

interface Authentication {
  /** Holds the pipeline after this Action until one of the factors is passed; fails the login if none is usable. */
  challengeWith(factor: ChallengeFactor, options?: { additionalFactors?: ChallengeFactor[] }): void;
  /** The same, with the user choosing the factor first. */
  challengeWithAny(factors: ChallengeFactor[]): void;
  enrollWith(factor: EnrollmentFactor, options?: { additionalFactors?: EnrollmentFactor[] }): void;
  enrollWithAny(factors: EnrollmentFactor[]): void;
  /** In `onContinuePostLogin` alone. @param providerUrl becomes the name of an entry of `authentication.methods`. */
  recordMethod(providerUrl: string): void;
  /** The user's identity must be among the secondary ones of that user. */
  setPrimaryUser(userId: string): void;
}

interface TokenClaims {
  setCustomClaim(name: string, value: unknown): void;
}

interface Redirect {
  /** @returns a JWT that the target verifies with the same secret. */
  encodeToken(options: { secret: string; payload: Record<string, unknown>; expiresInSeconds?: number }): string;
  /** Leaves for `url` after this Action; the login comes back to `onContinuePostLogin`. */
  sendUserTo(url: string, options?: { query?: Record<string, string> }): void;
  /** Whether this login can leave for another page. */
  canRedirect(): boolean;
  /** @returns the payload that came back. @throws when it is missing, out of date or signed with another secret. */
  validateToken(options: { secret: string; tokenParameterName?: string }): Record<string, unknown>;
}

/** Of a session or a refresh token. Times are milliseconds since the Unix epoch; of several calls the earliest counts. */
interface Lifetime {
  setExpiresAt(absolute: number): void;
  setIdleExpiresAt(inactivity: number): void;
  setMetadata(key: string, value: string | null): void;
  deleteMetadata(key: string): void;
  evictMetadata(): void;
}

interface Page {
  /** 100 at most. */
  take?: number;
  /** The `next` of the page before. */
  from?: string;
}

interface Group {
  id: string;
  name: string;
}

interface Role {
  id: string;
  name: string;
}
