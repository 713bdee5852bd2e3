/**
 * The operations that the local Verify knows: method and path as Twilio's OpenAPI description of Verify v2 gives them,
 * and the one of Programmable Messaging that texts without a code need.
 *
 * The name of an operation is the end of the permission that a restricted API key needs for it
 * (`/twilio/verify/verification/update`), names its route in the request log, and is what faults are set on.
 */
export const OPERATIONS = {
  "service/create": { method: "POST", path: "/v2/Services" },
  "service/list": { method: "GET", path: "/v2/Services" },
  "service/read": { method: "GET", path: "/v2/Services/{ServiceSid}" },
  "service/update": { method: "POST", path: "/v2/Services/{ServiceSid}" },
  "service/delete": { method: "DELETE", path: "/v2/Services/{ServiceSid}" },
  "rate-limit/create": { method: "POST", path: "/v2/Services/{ServiceSid}/RateLimits" },
  "rate-limit/list": { method: "GET", path: "/v2/Services/{ServiceSid}/RateLimits" },
  "verification/create": { method: "POST", path: "/v2/Services/{ServiceSid}/Verifications" },
  "verification/read": { method: "GET", path: "/v2/Services/{ServiceSid}/Verifications/{Sid}" },
  "verification/update": { method: "POST", path: "/v2/Services/{ServiceSid}/Verifications/{Sid}" },
  "verification-check/create": { method: "POST", path: "/v2/Services/{ServiceSid}/VerificationCheck" },
  "verification-attempts-summary/read": { method: "GET", path: "/v2/Attempts/Summary" },
  "verification-attempt/list": { method: "GET", path: "/v2/Attempts" },
  "verification-attempt/read": { method: "GET", path: "/v2/Attempts/{Sid}" },
  "message/create": { method: "POST", path: "/2010-04-01/Accounts/{AccountSid}/Messages.json" },
  "safelist/create": { method: "POST", path: "/v2/SafeList/Numbers" },
  "safelist/read": { method: "GET", path: "/v2/SafeList/Numbers/{PhoneNumber}" },
  "safelist/delete": { method: "DELETE", path: "/v2/SafeList/Numbers/{PhoneNumber}" },
} as const satisfies Record<string, { method: "GET" | "POST" | "DELETE"; path: string }>;

/** The name of one operation of the local Verify, for example `verification/update`. */
export type Operation = keyof typeof OPERATIONS;

/** What a restricted API key is allowed to do, as its policy writes it. */
export type Permission = `/twilio/verify/${Exclude<Operation, "message/create">}` | "/twilio/messaging/message/create";

/** The permission that a restricted key needs for an operation. */
export function permissionFor(operation: Operation): Permission {
  return operation === "message/create" ? "/twilio/messaging/message/create" : `/twilio/verify/${operation}`;
}
