import type { ManagementClient } from "../auth0/client";
import { withProgress } from "../support/progress";
import { isStopped, pause } from "../support/stop";
import type { ExpectedStack } from "../terraform/expected-stack";
import type { StackState } from "../terraform/state";
import { type LiveStack, readLive } from "./verify-live";

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 5000;

/**
 * Reads what is live until Auth0 has built and deployed all of it, `limitMs` have passed, or the process is told to
 * stop. Findings that are still pending then say that the limit was reached. Waits double from 0.25 s to 5 s.
 */
export function settled(
  client: ManagementClient,
  expected: ExpectedStack,
  state: StackState,
  limitMs: number,
): Promise<LiveStack> {
  const end = Date.now() + limitMs;
  return withProgress("waiting for Auth0 to build and deploy the Actions", async () => {
    for (let wait = FIRST_WAIT_MS; ; wait = Math.min(2 * wait, LONGEST_WAIT_MS)) {
      const live = await readLive(client, expected, state);
      const left = end - Date.now();
      if (left <= 0 || isStopped() || !live.findings.some(({ pending }) => pending)) return live;
      await pause(Math.min(wait, left));
    }
  });
}
