import type { Command } from "commander";
import type { exitCodes } from "../exit-codes";
import type { Request } from "../workspace";

/** One `npm run <verb> -- <tenant>`. */
export interface Verb<Options extends object = object> {
  /** As in package.json's scripts. */
  name: string;
  /** One sentence for the help. */
  summary: string;
  /** What the exit codes it uses mean here. */
  ends: Partial<Record<keyof typeof exitCodes, string>>;
  /** Adds options beside `--json`, and `--yes` where it changes something. */
  options?(command: Command): void;
  /** Whether it changes a tenant, and so asks first. */
  changes: boolean;
  /** Gives the exit code. Throws user errors. */
  run(request: Request, options: Options): Promise<number>;
}
