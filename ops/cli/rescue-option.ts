import type { Command } from "commander";

export function rescueOption(command: Command): Command {
  return command.option("--rescue <file>", "where the state is kept, encrypted with PLAN_KEY, if it can't be written");
}
