import type { Command } from "commander";
import type { exitCodes } from "../support/exit-codes";
import type { Invocation } from "../support/invocation";

/** What the help tells of each `npm run <verb>`. */
export interface Described {
  /** As in package.json's scripts. */
  name: string;
  /** Another spelling of the name. */
  alias?: string;
  /** One sentence for the help. */
  summary: string;
  /** What the exit codes it uses mean here. */
  ends: Partial<Record<keyof typeof exitCodes, string>>;
  /** Adds options besides `--json`, and `--yes` for verbs that change something. */
  options?(command: Command): void;
}

/** One `npm run <verb> -- <tenant>`. */
export interface Verb<Options extends object = object> extends Described {
  /** Whether it changes a tenant, and so asks first. */
  changes: boolean;
  /** Whether it shows what it found even without a terminal to ask in. Absent: it then refuses at once. */
  showsFirst?: boolean;
  /** Whether it normally ends by a request to stop, and so handles that itself. */
  runsUntilStopped?: boolean;
  /** Returns the exit code. Throws user errors. */
  run(invocation: Invocation, options: Options): Promise<number>;
}

/** What a verb is asked that works on no tenant in particular. */
export type GeneralRequest = Pick<Invocation, "tenants" | "caller" | "output">;

/** One `npm run <verb>` that takes no argument. */
export interface PlainVerb<Options extends object = object> extends Described {
  /** Returns the exit code. Throws user errors. */
  run(invocation: GeneralRequest, options: Options): Promise<number>;
}

/** One `npm run <verb> -- <argument>` that takes something else than a tenant, and changes none. */
export interface GeneralVerb<Options extends object = object> extends Described {
  argument: {
    /** What it is, e.g. `folder`. */
    name: string;
    /** For the help. */
    description: string;
  };
  /** Returns the exit code. Throws user errors. */
  run(invocation: GeneralRequest, argument: string, options: Options): Promise<number>;
}
