import { Option } from "commander";
import { type Period, parsePeriod } from "../support/period";
import { ciStatus as run } from "../verbs/ci/status";
import type { Verb } from "./verb";

export const ciStatus: Verb<{ since: Period }> = {
  name: "ci-status",
  summary: "Shows conversion and failures on the page of a GitHub workflow run.",
  changes: false,
  ends: {
    done: "written, whatever it found; or the domain is still a placeholder",
    failed: "the tenant can't be read",
    notReady: "an argument, tenants.ts or credentials are missing or wrong",
  },
  options: (command) =>
    command.addOption(
      new Option("--since <period>", "the period to count in Verify's attempts and the tenant log: 90m, 24h, 7d")
        .argParser(parsePeriod)
        .default(parsePeriod("24h"), "24h"),
    ),
  run,
};
