/** Why nothing was reported, though nothing went wrong. */
export type Skipped =
  | "refresh-token"
  | "token-exchange"
  | "password-grant"
  | "silent"
  | "no-phone-code"
  | "other-connection"
  | "stale-code"
  | "already-reported"
  | "not-challenged"
  | "no-number"
  | "unverified-number"
  | "ambiguous-number"
  | "not-e164"
  | "not-pending"
  /** What is pending was last sent after the code was used. */
  | "newer-code"
  /** What is pending was last sent before the challenge. */
  | "older-code"
  /** The tenant returns no confirmed phone, or not its whole number. */
  | "number-unknown"
  /** The receiver of log streams alone. */
  | "too-old";

/** What went wrong: Twilio's answer by kind, the network, the deadline, the secrets, the look-up, or our own code. */
export type Failed =
  | "auth"
  | "rate-limited"
  | "server"
  | "request"
  | "response"
  | "network"
  | "timeout"
  | "secrets"
  | "lookup"
  | "bug";

/** What became of one report. */
export type Outcome =
  /** `presumed`: the first try broke off after Verify may have acted on it, and the second found nothing pending. */
  | { result: "approved"; presumed?: boolean }
  | { result: "skipped"; why: Skipped }
  | {
      result: "failed";
      class: Failed;
      /** HTTP status; `undefined` when there was no answer. */
      http?: number;
      /** Twilio's error number, Node's error code, or the name of the secret at fault. */
      code?: string | number;
    };

/** `approved`, `approved:presumed`, `skipped:<why>` or `failed:<class> <http> <code>`, with `-` for what is not known. */
export function formatOutcome(outcome: Outcome): string {
  switch (outcome.result) {
    case "approved":
      return outcome.presumed ? "approved:presumed" : "approved";
    case "skipped":
      return `skipped:${outcome.why}`;
    case "failed":
      return `failed:${outcome.class} ${outcome.http ?? "-"} ${outcome.code ?? "-"}`;
  }
}
