// What the control API's routes answer with. Types alone: nothing of the server is in the console.

export type { DeliveryFaultSettings } from "../../src/auth0/log-streams/delivery-faults";
export type { StreamReport } from "../../src/auth0/log-streams/log-delivery";
export type {
  ActionEvent,
  ActionResult,
  AnswerResult,
  LoginListing,
  LoginOutcome,
  LoginState,
  LoginSummary,
  LoginTimelineEntry,
} from "../../src/auth0/login";
export type { Origin } from "../../src/auth0/store/entities";
export type { ActionDocument as TenantAction, ActionsDocument } from "../../src/server/action-document";
export type { BrowserHelp } from "../../src/server/browser-help";
export type { ClockDocument } from "../../src/server/clock-document";
export type {
  ComparisonDocument,
  ComparisonRun,
  Side,
  SideResult,
} from "../../src/server/comparison/comparison-document";
export type { Conversion } from "../../src/server/conversion";
export type { DevDocument, DevLoad } from "../../src/server/dev-report";
export type { FaultDocument, VerifyFaults } from "../../src/server/fault-document";
export type { LocalTenantDescription } from "../../src/server/local-tenant-description";
export type { LoginDetails } from "../../src/server/login-details";
export type { LoginDocument } from "../../src/server/login-document";
export type { ManagementState } from "../../src/server/management-switches";
export type { MessageDocument } from "../../src/server/phone/message-document";
export type { PhoneDocument, RecipientDocument } from "../../src/server/phone/phone-document";
export type { TenantLifetime } from "../../src/server/tenant-lifetimes";
export type { UserCodes } from "../../src/server/user-codes";
export type { UserDetail } from "../../src/server/user-detail";
export type { UserDocument } from "../../src/server/user-document";
export type { ConversionOverTime } from "../../src/server/verify/conversion-over-time";
export type { RequestList, VerificationList } from "../../src/server/verify/lists";
export type { PrefixDocument } from "../../src/server/verify/prefixes";
export type { RequestDocument } from "../../src/server/verify/request-document";
export type { VerificationDocument } from "../../src/server/verify/verification-document";
export type { Fault, FaultKind, Operation } from "../../src/twilio";
