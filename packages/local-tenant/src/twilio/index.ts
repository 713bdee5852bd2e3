export type { Account, ApiKey, VerifyCredentials } from "./credentials";
export {
  FEEDBACK_KEY,
  FIXED_ACCOUNT,
  FIXED_SERVICE_SID,
  fixedVerifyCredentials,
  SENDING_KEY,
  STANDARD_KEY,
} from "./credentials";
export type {
  Attempt,
  Channel,
  Message,
  SafeListEntry,
  Service,
  TextMessage,
  Verification,
  VerificationStatus,
} from "./entities";
export { verificationStatuses } from "./entities";
export type { Fault, FaultKind } from "./fault";
export type { Faults } from "./faults";
export type { Operation, Permission } from "./operations";
export { OPERATIONS } from "./operations";
export type { RequestLogEntry } from "./requests";
export type { ServiceSeed, Store } from "./store";
export type { Verify, VerifyOptions } from "./verify";
export { createVerify } from "./verify";
