import { Option } from "commander";
import { streamToken as run, type StreamTokenOptions } from "../verbs/rotate/stream-token";
import type { Verb } from "./verb";

export const streamToken: Verb<StreamTokenOptions> = {
  name: "stream-token",
  summary: "Shows the log stream's token for its receiver, creates the next one, or has the stream send it.",
  changes: true,
  showsFirst: true,
  ends: {
    done: "done",
    failed: "Terraform or the tenant refused",
    notReady: "an argument, tenants.ts or credentials are missing or wrong, or there is no token",
    problems: "the plan changes more than the token; nothing was changed",
    declined: "not confirmed",
  },
  options: (command) =>
    command
      .addOption(new Option("--renew", "create the next token, which nothing sends yet").conflicts("use"))
      .option("--use", "have the stream send the next token, which the receiver must already know")
      .addOption(new Option("--out <file>", "write the receiver's variables there, readable by you alone"))
      .addOption(new Option("--print", "print the receiver's variables").conflicts("out")),
  run,
};
