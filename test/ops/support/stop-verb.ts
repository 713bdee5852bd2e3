import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { constants } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { terraformBinary } from "../../support/terraform-provider";
import type { Promotion, VerbRun } from "./promotion";

/** How long a signal may take to reach a process on a busy machine, and a start to reach the log, in ms. */
const LATE_MS = 400;

export interface Stopped extends VerbRun {
  lengthMs: number;
  signal: "SIGINT" | "SIGTERM";
  /** Whether the verb still ran when the signal was to be sent. */
  sent: boolean;
  /** Commands of Terraform, such as `plan`, that began after the signal. */
  startedAfter: string[];
  /** Whether an apply began at all. */
  applied: boolean;
  /** Whether the tenant is another than before. */
  changed: boolean;
}

/** Runs a verb on dev with `--yes`, and sends it a signal `ms` after its start; `undefined`: none. */
export async function stopVerb(
  promotion: Promotion,
  [verb, ...args]: readonly [string, ...string[]],
  ms: number | undefined,
  signal: Stopped["signal"],
): Promise<Stopped> {
  const log = join(dirname(promotion.output), "starts");
  const binary = join(dirname(promotion.output), "terraform-logged");
  writeFileSync(binary, `#!/bin/sh\necho "$(date +%s%3N) $1" >> "${log}"\nexec "${terraformBinary()}" "$@"\n`);
  chmodSync(binary, 0o755);
  rmSync(log, { force: true });
  const before = picture(promotion);
  const start = Date.now();
  const { process: child, ended } = promotion.start(verb, "dev", [...args, "--yes"], { TERRAFORM_BINARY_NAME: binary });
  let at = Number.POSITIVE_INFINITY;
  let sent = false;
  if (ms !== undefined) {
    await Promise.race([ended, sleep(ms)]);
    at = Date.now();
    sent = child.exitCode === null && child.kill(signal);
  }
  const run = await ended;
  const starts = (existsSync(log) ? readFileSync(log, "utf8") : "").split("\n").filter(Boolean);
  const begun = starts.map((line) => line.split(" ") as [string, string]);
  return {
    ...run,
    lengthMs: Date.now() - start,
    signal,
    sent,
    startedAfter: begun.filter(([time]) => Number(time) > at + LATE_MS).map(([, command]) => command),
    applied: begun.some(([, command]) => command === "apply"),
    changed: picture(promotion) !== before,
  };
}

/** What is wrong with how a verb ended that was told to stop; empty when nothing is. */
export function wrongs({ exit, signal, sent, startedAfter, applied, changed, stdout, stderr }: Stopped): string[] {
  const said = stdout + stderr;
  const code = 128 + constants.signals[signal];
  const wrong = startedAfter.map((command) => `terraform ${command} began after the signal`);
  // Before the program listens, the signal itself ends the process. At the very end it comes too late: all is done and
  // told, and the process ends as it was about to, or by the signal once Node has taken its listeners away.
  const finished = /^(Deployed: |Destroyed: |The new secrets run)/m.test(stdout);
  const ended = exit === code || (exit === null && (!applied || finished)) || (exit === 0 && changed && finished);
  if (sent && !ended) wrong.push(`exit ${exit}`);
  if (changed && /Nothing was changed/.test(said)) wrong.push("it says that nothing was changed");
  if (sent && exit === code && !changed && !applied && !/Stopped by SIG/.test(said))
    wrong.push("it does not say that it stopped");
  if (
    changed &&
    sent &&
    exit === code &&
    !/Begun before that|What runs on|Deployed:|runs what its stack says|secrets|is left|left|removed/i.test(said)
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
