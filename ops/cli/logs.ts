import { Option } from "commander";
import { parsePeriod } from "../support/period";
import { type LogsOptions, logs as run } from "../verbs/status/logs";
import type { Verb } from "./verb";

export const logs: Verb<LogsOptions> = {
  name: "logs",
  summary: "Shows what the tenant log says about the Actions and phone messages.",
  changes: false,
  runsUntilStopped: true,
  ends: {
    done: "the log was read, or following it was stopped",
    failed: "the log can't be read",
    notReady: "an argument, tenants.ts or credentials are missing or wrong",
  },
  options: (command) =>
    command
      .addOption(
        new Option("--since <period>", "how far back: 90m, 24h, 7d")
          .argParser(parsePeriod)
          .default(parsePeriod("1h"), "1h"),
      )
      .option("--follow", "keep going until Ctrl-C; with --json, one document per line")
      .option("--personal", "show numbers, e-mail addresses, user ids and IP addresses"),
  run,
};
