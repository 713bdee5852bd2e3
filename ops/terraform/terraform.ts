import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { UserError } from "../../stacks/errors";
import type { Environment } from "../support/environment";
import { exitCodes } from "../support/exit-codes";
import { beginChange, hasBegun, isStopped, refuseWhenStopped, stopped } from "../support/stop";
import { backendCredentialsMissing } from "./backend-credentials";
import { terraformBinary } from "./binary";
import { initFailed, newerTerraform, notTerraform } from "./errors";
import { initStamp } from "./init-stamp";
import { pullState, type QuietRun } from "./pull-state";
import type { StateDocument } from "./state-document";
import { ownGroup, stopOnSignal } from "./stop-terraform";
import { terraformEnvironment } from "./variables";

/** Commands that send the secrets, or ask whether they are given; no other's processes get them. */
const withSecrets = ["plan", "apply"];

/** Terraform in the folder of one stack. It never asks and never calls home. */
export interface Terraform {
  /** Runs a command silently; gives the exit code and what was printed. */
  quiet: QuietRun;
  /** The same, and hands over each line of standard output as it comes. */
  follow(args: string[], line: (text: string) => void): Promise<{ exit: number; stdout: string; stderr: string }>;
  /** See `pullState`. */
  state(): Promise<StateDocument>;
  /**
   * Gets the provider and the backend ready, unless that was done here before. Throws a user error with Terraform's
   * words when it can't.
   * @param again does it anyway.
   */
  init(again?: boolean): Promise<void>;
}

/** What each command changes that changes something, for who reads that it was stopped. */
const changing: Readonly<Record<string, string>> = {
  apply: "Terraform's apply; the lines above say what it did",
  "state push": "writing the state that an earlier apply could not write",
  "state rm": "removing from the state what Terraform must not touch",
};

/** What a process started by `start` writes, the state among it, can be read by this user alone. */
function forThisUserAlone<Child>(start: () => Child): Child {
  const umask = process.umask(0o077);
  try {
    return start();
  } finally {
    process.umask(umask);
  }
}

/** @throws (each call) a user error when the binary, `terraform` or what `TERRAFORM_BINARY_NAME` says, can't be started. */
export function terraformIn(folder: string, env: Environment): Terraform {
  const binary = terraformBinary(env);
  const settings = terraformEnvironment(env);
  const withoutSecrets = Object.fromEntries(
    Object.entries(settings).filter(([name]) => !/^TF_VAR_(TWILIO|AUTH0_LOOKUP)_/.test(name)),
  );

  const stamp = initStamp(folder, env);

  /**
   * A command that changes something runs to its end, and its output is reported. All others give up when this process
   * is told to stop, except reading the state after a change: without that, nobody could tell what was done.
   */
  async function run(args: string[], line?: (text: string) => void) {
    const command = args[0] === "state" ? `state ${args[1]}` : (args[0] ?? "");
    if (command === "state pull" && hasBegun()) return start(args, line);
    const change = changing[command];
    await (change === undefined ? refuseWhenStopped() : beginChange(change));
    const ended = await start(args, line);
    if (change === undefined && isStopped()) throw stopped();
    return ended;
  }

  function start(args: string[], line?: (text: string) => void): Promise<Ended> {
    const given = withSecrets.includes(args[0] ?? "") ? settings : withoutSecrets;
    return runToItsEnd(binary, args, { cwd: folder, env: given, line });
  }

  return {
    quiet: (args) => run(args),
    follow: (args, line) => run(args, line),
    state: () => pullState(folder, (args) => run(args)),
    async init(again = false) {
      if (!again && stamp.isCurrent()) return;
      const { exit, stdout, stderr } = await run(["init", "-no-color", "-input=false"]);
      const said = (stderr || stdout).trim();
      if (exit !== 0 && said === "") throw notTerraform(binary, `\`init\` ended with code ${exit} and no words`);
      if (exit !== 0) throw backendCredentialsMissing(stderr) ?? initFailed(said);
      if (!existsSync(join(folder, ".terraform"))) throw notTerraform(binary, "`init` got nothing ready");
      stamp.write();
    },
  };
}

/** How a command ended. */
interface Ended {
  exit: number;
  stdout: string;
  stderr: string;
}

/** @throws UserError when the binary can't be started. */
function runToItsEnd(
  binary: string,
  args: string[],
  { cwd, env, line }: { cwd: string; env: Environment; line: ((text: string) => void) | undefined },
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = forThisUserAlone(() =>
      spawn(binary, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"], detached: ownGroup }),
    );
    const said = { stdout: "", stderr: "" };
    for (const stream of ["stdout", "stderr"] as const) {
      child[stream].setEncoding("utf8").on("data", (chunk: string) => {
        said[stream] += chunk;
      });
    }
    if (line) createInterface({ input: child.stdout }).on("line", line);
    // Leaving before Terraform, which ends in order, would lose what it says and its hold of the state.
    const stopping = stopOnSignal(child);
    child.on("error", (error) => {
      stopping.forget();
      reject(terraformMissing(binary, error.message));
    });
    child.on("close", (code, by) => {
      stopping.forget();
      // Terraform handles signals only once it has started; until then a signal silently ends it.
      const silent = by === null ? [] : [`terraform ${args[0]} was ended by ${by}.`];
      said.stderr += [...stopping.measures, ...silent].map((measure) => `\n${measure}`).join("");
      resolve({ exit: code ?? 1, ...said });
    });
  });
}

function terraformMissing(binary: string, reason: string): UserError {
  return new UserError(`${binary} could not be started: ${reason}.\n${newerTerraform}`, exitCodes.notReady);
}
