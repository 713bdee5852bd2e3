import { adopt as run } from "../verbs/adopt/adopt";
import type { Verb } from "./verb";

export const adopt: Verb<{ action?: string[] }> = {
  name: "adopt",
  summary: "Takes over hand-made Actions of an Auth0 tenant that do the work of ours.",
  changes: true,
  showsFirst: true,
  ends: {
    done: "taken over, or nothing to take over",
    failed: "Terraform or the tenant refused; what was done stays done",
    notReady: "an argument, tenants.ts, credentials or secrets are missing or wrong",
    problems: "it is not clear which Actions to take over, or something prevents it; nothing was changed",
    declined: "not confirmed",
  },
  options: (command) =>
    command.option(
      "--action <ours=theirs>",
      "which Action does the work of passwordlessFeedback, mfaChallenge or mfaFeedback: its name or id, or none; give it once for each",
      (value: string, earlier: string[] = []) => [...earlier, value],
    ),
  run: (invocation, { action = [] }) => run(invocation, { action }),
};
