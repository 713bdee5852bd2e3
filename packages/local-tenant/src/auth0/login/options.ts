import type { ApplicationRequest } from "./application-request";
import type { channels, confidences, grants, prompts } from "./names";
import type { Client, Connection, EventVariant, FirstFactor } from "./types";

/** One login, from whichever grant. */
export type LoginOptions =
  | BrowserLogin
  | SilentLogin
  | RefreshTokenLogin
  | PasswordGrantLogin
  | PasswordlessGrantLogin
  | WebAuthnLogin
  | TokenExchangeLogin;

/** A browser, in which the user passes a first factor or is known from an earlier login. */
export type BrowserLogin = FirstFactorLogin | SessionLogin;

/** A browser, in which the user passes a first factor; again, where the session of an earlier login is given. */
export type FirstFactorLogin = AnyLogin &
  AuthorizationRequest &
  Who &
  TypedIn & { prompt?: "login"; method: FirstFactor };

/** Single sign-on: a browser that still has the session of an earlier login. */
export type SessionLogin = AnyLogin & AuthorizationRequest & OfSession & { prompt?: undefined; method?: undefined };

/** Silent authentication: `prompt=none`. Without a session it ends with `login_required`. */
export type SilentLogin = AnyLogin & AuthorizationRequest & Who & { prompt: "none"; method?: undefined };

/** A refresh token, of an earlier login's session where one is given. */
export type RefreshTokenLogin = AnyLogin & MfaApi & Who & { grant: "refresh_token"; method?: undefined };

/** The Resource Owner Password Grant. */
export type PasswordGrantLogin = AnyLogin &
  MfaApi &
  OnlyUser & { grant: "password"; method: "password"; password?: string };

/** The passwordless grant: an application asks for a code, and exchanges it itself. */
export type PasswordlessGrantLogin = AnyLogin &
  MfaApi &
  OnlyUser & { grant: "passwordless"; method: "sms" | "voice" | "email"; phoneNumber?: string };

/** The native passkey grant. */
export type WebAuthnLogin = AnyLogin & OnlyUser & { grant: "webauthn"; method: "passkey" };

/** Custom token exchange. */
export type TokenExchangeLogin = AnyLogin & OnlyUser & { grant: "token-exchange"; method?: undefined };

type Who = OfUser | OfSession;

interface OfUser {
  /** Handle or `user_id`. */
  user: string;
  /** An earlier login's session: `outcome.sessionId`. */
  session?: string;
}

type OnlyUser = OfUser & { session?: undefined };

interface OfSession {
  /** The session's user, by handle or `user_id`, where a program wants to be sure of it. */
  user?: string;
  /** An earlier login's session: `outcome.sessionId`. */
  session: string;
}

interface MfaApi {
  /**
   * The application answers MFA itself, by the MFA API: a prompt holds the login, which else ends with `mfa_required`. Nothing
   * is sent before `select`.
   */
  mfaApi?: true;
}

interface TypedIn {
  /** The password typed in; default: the right one. */
  password?: string;
  /** Which number is typed in on a passwordless SMS connection; needed only where a user has several there. */
  phoneNumber?: string;
}

interface AnyLogin {
  /** Key of a well-known client, id or name of an application of the tenant's, or one of the caller's. Default: `web`. */
  client?: string | Client;
  /** Name of a well-known connection or one of the caller's. Default: what fits the method and the user. */
  connection?: string | Connection;
  /** The id of the organization that the user logs in to (`org_…`). Default: none. */
  organization?: string;
  /** The names of the user's roles in this login. Default: none. */
  roles?: string[];
  /** The application's request. Default: that of a sample application. */
  request?: ApplicationRequest;
  /** What is unusual in this login's events. */
  event?: EventVariant;
}

/** What a browser's authorization request can hold, and what only a browser has. */
interface AuthorizationRequest {
  grant?: "authorization_code";
  /** The authorization request's `acr_values`. */
  acrValues?: string[];
  /** The authorization request's `max_age`, in seconds. */
  maxAge?: number;
  /** What the tenant's risk assessment comes to. Default: there is none. */
  risk?: (typeof confidences)[number];
  /** How the user wants MFA codes where the Action leaves it open. Default: `sms`. */
  channel?: (typeof channels)[number];
}

/** A login as JSON or JavaScript asks for it: whether the parts go together is not checked yet. */
export interface LoginRequest extends AnyLogin, MfaApi, Omit<AuthorizationRequest, "grant">, TypedIn {
  user?: string;
  session?: string;
  /** The first factor. `undefined`: none, which needs a `session` or another grant. */
  method?: FirstFactor;
  /** `none`: silent authentication. `login`: ask again in spite of the session. */
  prompt?: (typeof prompts)[number];
  /** Default: `authorization_code`, a browser. */
  grant?: (typeof grants)[number];
}
