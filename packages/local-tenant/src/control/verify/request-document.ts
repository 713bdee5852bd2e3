import type { Operation, RequestLogEntry, VerifyCredentials } from "../../twilio";

/** A request that Verify received, and its answer. No header is in it, and so no credential. */
export interface RequestDocument {
  /** As `Twilio-Request-Id` in the answer. */
  sid: string;
  /** Milliseconds since the Unix epoch. */
  at: number;
  /** Milliseconds until the answer was there; `undefined`: there is none. */
  ms?: number;
  method: string;
  /** The pattern of the path. */
  route: string;
  /** `undefined`: the local Verify does not know the route. */
  operation?: Operation;
  /** SID of the account or API key; `undefined`: not recognised. */
  callerSid?: string;
  /** Whose credentials that is; `undefined` for those of another account or key. */
  caller?: "account" | "feedback" | "sending";
  /** What the path names the verification by: its SID, a number or an address. */
  addressedBy?: string;
  verificationSid?: string;
  /** HTTP status; `undefined`: no answer was given. */
  status?: number;
  /** Twilio's error code. */
  code?: number;
  /** Whether it made a verification approved. */
  approval: boolean;
  /** The fault that struck. */
  fault?: NonNullable<RequestLogEntry["fault"]>;
  /** By Twilio's names; like `answer` of the newest requests alone. */
  parameters?: Readonly<Record<string, string>>;
  /** A JSON document, or other text. */
  answer?: unknown;
}

export function requestDocument(entry: RequestLogEntry, credentials: VerifyCredentials): RequestDocument {
  const { account, feedbackKey, sendingKey } = credentials;
  const callers = new Map<string, RequestDocument["caller"]>([
    [account.sid, "account"],
    [feedbackKey.sid, "feedback"],
    [sendingKey.sid, "sending"],
  ]);
  return { ...entry, caller: callers.get(entry.callerSid ?? "") };
}
