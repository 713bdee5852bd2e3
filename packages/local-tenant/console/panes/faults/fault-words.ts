import type { FaultDocument, FaultKind, Operation } from "../../lib/documents";

/** What the client sees of each kind of fault. */
export const kinds: Readonly<Record<FaultKind["kind"], string>> = {
  hang: "never answers",
  delay: "answers late",
  drip: "answers byte by byte",
  reset: "breaks the connection",
  error: "answers with an error",
  refusal: "refuses with a Twilio error",
  html: "answers with a web page",
  "bad-json": "answers half a document",
};

/** What the operations that Actions and logins use are about; the others go by their names. */
export const operationWords: Partial<Record<Operation, string>> = {
  "verification/update": "Reporting a code",
  "verification/create": "Sending a code",
  "verification/read": "Looking up a verification",
  "verification-check/create": "Checking a code",
  "message/create": "Sending a text without a code",
};

export function operationName(operation: Operation): string {
  return operationWords[operation] ?? operation;
}

/** Errors of Twilio that sending meets, with the status that they come with (Twilio's error dictionary). */
export const refusals: readonly { code: number; status: 400 | 403 | 429; says: string }[] = [
  { code: 60410, status: 403, says: "Fraud Guard blocks the prefix" },
  { code: 60203, status: 429, says: "five codes were sent and none was used" },
  { code: 60202, status: 429, says: "five codes were checked" },
  { code: 60212, status: 429, says: "too many codes at once for one number" },
  { code: 60605, status: 403, says: "geo permissions block the country" },
  { code: 60204, status: 403, says: "custom codes are off" },
  { code: 60200, status: 400, says: "a parameter is invalid" },
];

/** What a fault does, as the end of a sentence: "answers 2 s late". */
export function faultWords(fault: FaultKind): string {
  switch (fault.kind) {
    case "delay":
      return `answers ${seconds(fault.ms)} late`;
    case "drip":
      return `answers one byte every ${fault.intervalMs} ms`;
    case "error":
      return `answers ${fault.status}`;
    case "refusal": {
      const known = refusals.find(({ code }) => code === fault.code);
      return `refuses with ${fault.code}${known ? `: ${known.says}` : ""}`;
    }
    case "html":
      return `answers ${fault.status} with a web page`;
    default:
      return kinds[fault.kind];
  }
}

/** How long a fault stays. */
export function leftWords({ left }: Pick<FaultDocument, "left">): string {
  if (left === null) return "every request";
  return left === 1 ? "the next request" : `the next ${left} requests`;
}

function seconds(ms: number): string {
  return ms % 1000 === 0 ? `${ms / 1000} s` : `${ms} ms`;
}
