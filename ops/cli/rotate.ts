import { type RotateOptions, rotate as run } from "../verbs/rotate/rotate";
import type { Verb } from "./verb";

export const rotate: Verb<RotateOptions> = {
  name: "rotate",
  summary: "Sends new Twilio secrets to the Actions of an Auth0 tenant: those in the environment or .env.<tenant>.",
  changes: true,
  ends: {
    done: "the new secrets run, and Twilio takes them",
    failed: "the secrets did not reach every Action; run it again when the reason is gone",
    notReady: "an argument, tenants.ts or credentials are not ready, or nothing is deployed yet",
    problems: "Twilio does not take the new secrets, or the plan holds more than them; nothing was changed",
    declined: "not confirmed",
  },
  options: (command) =>
    command.option(
      "--lookup-key",
      "also replace the key with which mfa-feedback looks up numbers: both are valid until the new one runs",
    ),
  run,
};
