export {
  type AnswerResult,
  type ApplicationRequest,
  type AuthenticationMethod,
  type BrowserLogin,
  type CodeChannel,
  type EventVariant,
  type FirstFactor,
  LoginError,
  type LoginOptions,
  type LoginOutcome,
  type LoginState,
  type LoginTimelineEntry,
  type MfaAnswer,
  type PasswordGrantLogin,
  type RefreshTokenLogin,
  type SilentLogin,
  type TokenChanges,
  type TokenExchangeLogin,
  totp,
  type WebAuthnLogin,
} from "../auth0/login";
export {
  type Enrollment,
  type Identity,
  type NewUser,
  seedPassword,
  UnknownUserError,
  type User,
} from "../auth0/users";
export { type Clock, TestClock } from "../clock";
export type { FactorType, MfaPrompt } from "../pipeline";
export { SandboxError } from "../sandbox-error";
export type { Behaviour } from "../server";
export type { Conversion } from "../server/conversion";
export type { Fault, Faults, Operation } from "../twilio";
export type { ActionReport } from "./action-report";
export type { Inbox, InboxMessage } from "./inbox";
export type { Source, SourceValues } from "./load-source";
export type { LocalLogin } from "./local-login";
export type {
  LocalVerify,
  ManagementCredentials,
  RunningTenant,
  TenantAuthority,
  TenantUsers,
} from "./running-tenant";
export type { ActionSource, TenantSource } from "./source";
export { type StartOptions, startLocalTenant } from "./start";
