import { existsSync, readFileSync, rmSync } from "node:fs";
import { constants } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Promotion, VerbRun } from "./promotion";

export interface Stopped extends VerbRun {
  lengthMs: number;
  signal: "SIGINT" | "SIGTERM";
  /** Whether the verb still ran when the signal was to be sent. */
  sent: boolean;
  /** Commands of Terraform, such as `plan`, that began after the verb had seen the signal. */
  startedAfter: string[];
  /** Whether an apply began at all. */
  applied: boolean;
  /** Whether the tenant is another than before. */
  changed: boolean;
}

/** Runs a verb on dev, and sends it a signal `ms` after its start; `undefined`: none. */
export async function stopVerb(
  promotion: Promotion,
  [verb, ...args]: readonly [string, ...string[]],
  env: Record<string, string>,
  ms: number | undefined,
  signal: Stopped["signal"],
): Promise<Stopped> {
  const file = join(dirname(promotion.output), "journal");
  rmSync(file, { force: true });
  const before = picture(promotion);
  const start = Date.now();
  const { process: child, ended } = promotion.start(verb, "dev", args, { ...env, VERB_JOURNAL: file });
  let sent = false;
  if (ms !== undefined) {
    await Promise.race([ended, sleep(ms)]);
    sent = child.exitCode === null && child.kill(signal);
  }
  const run = await ended;
  const journal = (existsSync(file) ? readFileSync(file, "utf8") : "").split("\n").filter(Boolean);
  const told = journal.indexOf("told");
  const begun = (lines: string[]) => lines.filter((line) => line !== "told").map((line) => line.replace("begin ", ""));
  return {
    ...run,
    lengthMs: Date.now() - start,
    signal,
    sent,
    startedAfter: told === -1 ? [] : begun(journal.slice(told)),
    applied: begun(journal).includes("apply"),
    changed: picture(promotion) !== before,
  };
}

/**
 * What is wrong with how a verb ended that was told to stop; empty when nothing is.
 * @param lastWords what it says at its very end when it is not stopped.
 */
export function wrongs(stopped: Stopped, lastWords: RegExp): string[] {
  const { exit, signal, sent, startedAfter, applied, changed, stdout, stderr } = stopped;
  const said = stdout + stderr;
  const code = 128 + constants.signals[signal];
  const wrong = startedAfter.map((command) => `terraform ${command} began after the signal`);
  // Before the program listens, the signal itself ends the process. At the very end it comes too late: all is done and
  // told, and the process ends as it was about to, or by the signal once Node has taken its listeners away.
  const finished = lastWords.test(stdout);
  const ended = exit === code || (exit === null && !applied) || (finished && (exit === null || exit === 0));
  if (sent && !ended) wrong.push(`exit ${exit}`);
  if (changed && /Nothing was changed/.test(said)) wrong.push("it says that nothing was changed");
  if (sent && exit === code && !changed && !applied && !finished && !/Stopped by SIG/.test(said))
    wrong.push("it does not say that it stopped");
  if (
    changed &&
    sent &&
    exit === code &&
    !/Started before that|What runs on|Deployed:|runs what its stack defines|secrets|is left|left|removed/i.test(said)
  )
    wrong.push("it does not say what was done");
  return wrong.map((what) => `${what}\n${said}`);
}

function picture({ server }: Promotion): string {
  const { actions, bindings } = server("dev").tenant;
  const held = actions
    .list()
    .map(({ id, name, code, secrets, versions }) => [id, name, code, secrets, versions.length]);
  return JSON.stringify([held, bindings.list("post-login").map(({ actionId }) => actionId)]);
}
