import type { Command } from "commander";
import { type RotateOptions, rotate as run } from "../verbs/rotate/rotate";
import type { Verb } from "./verb";

export const rotate: Verb<RotateOptions> = {
  name: "rotate",
  summary: "Sends new Twilio secrets to the Actions of an Auth0 tenant: those in the environment or .env.<tenant>.",
  changes: true,
  ends: {
    done: "the new secrets are in use, and Twilio accepts them",
    failed: "the secrets did not reach every Action; run it again once the cause is fixed",
    notReady: "an argument, tenants.ts or credentials are missing or wrong, or nothing is deployed yet",
    problems:
      "the secrets are those that were sent last, Twilio does not accept them, or the plan changes more; nothing was changed",
    declined: "not confirmed",
  },
  options: (command) =>
    sameSecrets(command).option(
      "--lookup-key",
      "also replace the key that mfa-feedback looks up numbers with; both are valid until the new one is in use",
    ),
  run,
};

export function sameSecrets(command: Command): Command {
  return command.option("--same-secrets", "send the secrets even if they seem to be those that were sent last");
}
