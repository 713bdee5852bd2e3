import type { Transaction } from "./transaction";
import type { LoginOutcome } from "./types";

/** Success and failure in the tenant log, per kind of login (Auth0 docs, log event type codes). */
const codes = {
  interactive: ["s", "f"],
  silent: ["ssa", "fsa"],
  refresh_token: ["sertft", "fertft"],
  password: ["sepft", "fepft"],
  "token-exchange": ["secte", "fecte"],
} as const;

/** Writes the end of a login to the tenant log. An abandoned login leaves no entry. */
export function logOutcome(transaction: Transaction, outcome: LoginOutcome): void {
  const { grant = "authorization_code", prompt } = transaction.options;
  const kind = grant !== "authorization_code" ? grant : prompt === "none" ? "silent" : "interactive";
  const [success, failure] = codes[kind];
  const details = outcome.sessionId ? { session_id: outcome.sessionId } : {};
  if (outcome.status === "completed") transaction.log(success, "Successful login", details);
  else if (outcome.error !== "abandoned") transaction.log(failure, outcome.description ?? "", { error: outcome.error });
}
