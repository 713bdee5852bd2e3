import type { Operation } from "../operations";
import { listAttempts, readAttempt, readAttemptsSummary } from "./attempts";
import { createMessage } from "./messages";
import { createRateLimit, listRateLimits } from "./rate-limits";
import type { Route } from "./route";
import { createSafeListEntry, deleteSafeListEntry, readSafeListEntry } from "./safe-list";
import { createService, deleteService, listServices, readService, updateService } from "./services";
import { createVerificationCheck } from "./verification-checks";
import { createVerification, readVerification, updateVerification } from "./verifications";

/** What answers each operation. */
export const ROUTES: Record<Operation, Route> = {
  "service/create": createService,
  "service/list": listServices,
  "service/read": readService,
  "service/update": updateService,
  "service/delete": deleteService,
  "rate-limit/create": createRateLimit,
  "rate-limit/list": listRateLimits,
  "verification/create": createVerification,
  "verification/read": readVerification,
  "verification/update": updateVerification,
  "verification-check/create": createVerificationCheck,
  "verification-attempts-summary/read": readAttemptsSummary,
  "verification-attempt/list": listAttempts,
  "verification-attempt/read": readAttempt,
  "message/create": createMessage,
  "safelist/create": createSafeListEntry,
  "safelist/read": readSafeListEntry,
  "safelist/delete": deleteSafeListEntry,
};
