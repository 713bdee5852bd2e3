import { definitionOf, postLoginKeys } from "../stacks/actions";
import { startSandbox } from "../test/support/sandbox";
import type { Figure } from "./figure";

const LOGINS = 60;
/** How long Verify takes to answer. */
const VERIFY_MS = 100;
/** For the packages and the connection of a cold instance. */
const WARMING = 5;

/** What reports by Actions add to a login with two codes, one login after another; by log stream it is nothing. */
export async function addedTime(): Promise<Figure> {
  const sandbox = await startSandbox();
  try {
    const held: number[] = [];
    for (let count = 0; count < LOGINS + WARMING; count += 1) {
      const login = await sandbox.login({ user: "phone-only", method: "sms" });
      sandbox.verify.faults.set("verification/update", { kind: "delay", ms: VERIFY_MS });
      await sandbox.finish(login);
      sandbox.verify.faults.clear();
      const runs = login.timeline.flatMap((entry) => (entry.kind === "action" ? entry : []));
      if (runs.length !== postLoginKeys.length) throw new Error(`${runs.length} Actions ran.`);
      held.push(
        runs.filter((_, index) => definitionOf(postLoginKeys[index]!).twilio).reduce((sum, { ms }) => sum + ms, 0),
      );
    }
    const warm = held.slice(WARMING).sort((a, b) => a - b);
    const median = warm[warm.length >> 1]!;
    const late = warm[Math.floor(warm.length * 0.95)]!;
    return {
      what: `time that both reports add to a login, Verify answering in ${VERIFY_MS} ms`,
      ours: `median ${median.toFixed(0)} ms, 95 % ${late.toFixed(0)} ms, first ${held[0]!.toFixed(0)} ms`,
      otherwise: `Verify's two answers alone: ${2 * VERIFY_MS} ms; by log stream: 0 ms`,
      ratio: median / (2 * VERIFY_MS),
      goal: "≤ 1.1 × Verify's answers",
      met: median <= 1.1 * 2 * VERIFY_MS,
    };
  } finally {
    await sandbox.stop();
  }
}
