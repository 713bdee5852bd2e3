import { Option } from "commander";
import { exitCodes } from "../support/exit-codes";
import { type Period, parsePeriod } from "../support/period";
import { withProgress } from "../support/progress";
import { withWorkspace } from "../terraform/workspace";
import { describeStatus } from "../verbs/status/describe-status";
import { parseReceiverUrl } from "../verbs/status/receiver-counters";
import { readStatus } from "../verbs/status/status";
import type { Verb } from "./verb";

export const status: Verb<{ since: Period; receiver?: URL }> = {
  name: "status",
  summary:
    "Shows what runs in an Auth0 tenant, whether it is what would be deployed, how codes convert in Verify, and what failed.",
  changes: false,
  ends: {
    done: "what runs is what would be deployed",
    failed: "the tenant can't be read",
    changes: "what runs differs from what would be deployed",
    notReady: "an argument, tenants.ts or credentials are missing or wrong",
  },
  options: (command) =>
    command
      .addOption(
        new Option("--since <period>", "the period to count in Verify's attempts and the tenant log: 90m, 24h, 7d")
          .argParser(parsePeriod)
          .default(parsePeriod("24h"), "24h"),
      )
      .addOption(
        new Option(
          "--receiver <url>",
          "show the counters of the receiver at this address (default: where logStream goes); its token in METRICS_TOKEN",
        ).argParser(parseReceiverUrl),
      ),
  async run(invocation, { since, receiver }) {
    const report = await withProgress(`asking ${invocation.name} and Twilio`, () => {
      return withWorkspace(invocation, {}, (workspace) => readStatus(workspace, since, receiver));
    });
    invocation.output.result(report, describeStatus(report));
    return report.findings.length === 0 ? exitCodes.done : exitCodes.changes;
  },
};
