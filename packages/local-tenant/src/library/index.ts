export {
  type AnswerResult,
  type ApplicationRequest,
  type AuthenticationMethod,
  type BrowserLogin,
  type CodeChannel,
  type CompletedLogin,
  type EndedLogin,
  type EventVariant,
  type FirstFactor,
  type FirstFactorLogin,
  LoginError,
  type LoginOptions,
  type LoginOutcome,
  type LoginState,
  type LoginTimelineEntry,
  type MfaAnswer,
  type PasswordGrantLogin,
  type RefreshTokenLogin,
  type SessionLogin,
  type SilentLogin,
  type TokenChanges,
  type TokenExchangeLogin,
  totp,
  type WebAuthnLogin,
} from "../auth0/login";
export {
  type DeviceEnrollment,
  type Enrollment,
  type Identity,
  type NewUser,
  type OtpEnrollment,
  type PhoneEnrollment,
  type RecoveryCodeEnrollment,
  seedPassword,
  UnknownUserError,
  type User,
} from "../auth0/users";
export { AdjustableClock as TestClock, type Clock } from "../clock";
export { LocalTenantError } from "../local-tenant-error";
export type { FactorType, MfaPrompt } from "../pipeline";
export type { Conversion } from "../server/conversion";
export type { Behaviour } from "../server/person";
export type { Fault, Faults, Operation } from "../twilio";
export type { ActionReport } from "./action-report";
export type { Inbox, InboxMessage } from "./inbox";
export type { Source, SourceValues } from "./load-source";
export type { FinishedLogin, LocalLogin } from "./local-login";
export type {
  LocalVerify,
  LogRecord,
  ManagementCredentials,
  RunningTenant,
  TenantAuthority,
  TenantUsers,
} from "./running-tenant";
export type { ActionSource, TenantSource } from "./source";
export { type StartOptions, startLocalTenant } from "./start";
