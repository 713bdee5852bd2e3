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
export type {
  ComparisonDocument,
  ComparisonRun,
  Side,
  SideResult,
} from "../../src/comparison/comparison-document";
export type { ActionDocument as TenantAction, ActionsDocument } from "../../src/control/actions/document";
export type { BrowserHelp } from "../../src/control/browser/browser-help";
export type { ClockDocument } from "../../src/control/clock/document";
export type { TenantLifetime } from "../../src/control/clock/lifetimes";
export type { FaultDocument, VerifyFaults } from "../../src/control/faults/document";
export type { LoginDetails } from "../../src/control/logins/details";
export type { LoginDocument } from "../../src/control/logins/document";
export type { PhoneDocument, RecipientDocument } from "../../src/control/phone/document";
export type { MessageDocument } from "../../src/control/phone/message-document";
export type { UserCodes } from "../../src/control/users/codes";
export type { UserDetail } from "../../src/control/users/detail";
export type { UserDocument } from "../../src/control/users/document";
export type { ConversionOverTime } from "../../src/control/verify/conversion-over-time";
export type { RequestList, VerificationList } from "../../src/control/verify/lists";
export type { PrefixDocument } from "../../src/control/verify/prefixes";
export type { RequestDocument } from "../../src/control/verify/request-document";
export type { VerificationDocument } from "../../src/control/verify/verification-document";
export type { DevDocument, DevLoad } from "../../src/running/dev-report";
export type { LocalTenantDescription } from "../../src/running/local-tenant-description";
export type { ManagementState } from "../../src/running/management-switches";
export type { Fault, FaultKind, Operation } from "../../src/twilio";
export type { Conversion } from "../../src/twilio/conversion";
