import { actionCode } from "./action-code";
import { additionalFactors } from "./additional-factors";
import { credentials } from "./credentials";
import { customizeMfa } from "./customize-mfa";
import { feedbackKey } from "./feedback-key";
import { limits } from "./limits";
import { listedActions } from "./listed-actions";
import { logStream } from "./log-stream";
import { lookupKey } from "./lookup-key";
import { maskedNumbers } from "./masked-numbers";
import { mfaPolicy } from "./mfa-policy";
import { names } from "./names";
import { network } from "./network";
import { passwordGrant } from "./password-grant";
import { phone } from "./phone";
import { rateLimits } from "./rate-limits";
import { readingKey } from "./reading-key";
import { riskAssessment } from "./risk-assessment";
import { runtime } from "./runtime";
import { scopes } from "./scopes";
import { secrets } from "./secrets";
import { sendingKey } from "./sending-key";
import { terraform } from "./terraform";
import { trigger } from "./trigger";
import { verifyService } from "./verify-service";

/** What preflight checks, in the order in which it is reported. */
export const checks = [
  terraform,
  network,
  credentials,
  scopes,
  customizeMfa,
  mfaPolicy,
  riskAssessment,
  additionalFactors,
  passwordGrant,
  phone,
  maskedNumbers,
  logStream,
  runtime,
  actionCode,
  trigger,
  listedActions,
  names,
  limits,
  secrets,
  lookupKey,
  verifyService,
  feedbackKey,
  readingKey,
  sendingKey,
  rateLimits,
] as const;

/** The name of a check. */
export type CheckName = (typeof checks)[number]["name"];
