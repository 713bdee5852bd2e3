import { table } from "../../support/table";
import type { Credentials, Verdict } from "./compare-credentials";

const LOCAL: Readonly<Record<string, string>> = { AUTH0_LOOKUP_KEY_ID: "look-up key" };

/** What is in use, compared with what the environment holds, one line per variable. */
export function credentialLines({ rows }: Credentials, [before, given]: readonly [string, string]): string[] {
  const cells = rows.map((row) => [
    LOCAL[row.variable] ?? row.variable,
    row.before.join(", ") || "not known",
    row.given ?? "none",
  ]);
  return table([["", before, given], ...cells]).map((line) => `  ${line}`);
}

/** What may be revoked after a rotation that went well. */
export function whatToRevoke({ verdict, replaced }: Credentials): string {
  const accepted = "Twilio accepted them before, and accepts them now.";
  const revocable =
    replaced.length > 0
      ? `${replaced.join(" and ")} can be revoked in Twilio's console.`
      : "No API key went out of use, so there is none to revoke.";
  const rest: Readonly<Record<Verdict, string>> = {
    new: revocable,
    same: "They are the ones that were in use before: there is nothing to revoke.",
    unknown:
      "What was in use before is not known for every Action; from now on the state remembers it.\n" +
      "Before you revoke a key in Twilio's console, make sure that it is none of these.",
    "no-key":
      "The auth token can't be compared with the old one: a token has no SID.\n" +
      "Before you revoke the old one, make sure that TF_VAR_TWILIO_AUTH_TOKEN held the new one.",
  };
  return `${accepted} ${rest[verdict]}`;
}
