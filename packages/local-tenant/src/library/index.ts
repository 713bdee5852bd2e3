export type { ApplicationRequest } from "../auth0/login/application-request";
export { LoginError } from "../auth0/login/errors";
export type { MfaAnswer } from "../auth0/login/mfa-answer";
export type {
  BrowserLogin,
  FirstFactorLogin,
  LoginOptions,
  PasswordGrantLogin,
  RefreshTokenLogin,
  SessionLogin,
  SilentLogin,
  TokenExchangeLogin,
  WebAuthnLogin,
} from "../auth0/login/options";
export type { TokenChanges } from "../auth0/login/token-changes";
export { totp } from "../auth0/login/totp";
export type {
  AnswerResult,
  AuthenticationMethod,
  CodeChannel,
  CompletedLogin,
  EndedLogin,
  EventVariant,
  FirstFactor,
  LoginOutcome,
  LoginState,
  LoginTimelineEntry,
} from "../auth0/login/types";
export { seedPassword } from "../auth0/users/seeds";
export { UnknownUserError } from "../auth0/users/store";
export type {
  DeviceEnrollment,
  Enrollment,
  Identity,
  NewUser,
  OtpEnrollment,
  PhoneEnrollment,
  RecoveryCodeEnrollment,
  User,
} from "../auth0/users/types";
export type { FactorType, MfaPrompt } from "../pipeline/types";
export type { Behaviour } from "../running/behaviour";
export { AdjustableClock as TestClock, type Clock } from "../support/clock";
export { LocalTenantError } from "../support/local-tenant-error";
export type { Conversion } from "../twilio/conversion";
export type { Fault } from "../twilio/fault";
export type { Faults } from "../twilio/faults";
export type { Operation } from "../twilio/operations";
export type { ActionReport } from "./action-report";
export type { Inbox, InboxMessage } from "./inbox";
export type { FinishedLogin, LocalLogin } from "./local-login";
export type {
  LocalVerify,
  LogRecord,
  ManagementCredentials,
  RunningTenant,
  TenantAuthority,
  TenantUsers,
} from "./running-tenant";
export type { ActionSource, Source, SourceValues, TenantSource } from "./source";
export { type StartOptions, startLocalTenant } from "./start";
