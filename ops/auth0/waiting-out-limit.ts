import type { Answer } from "../support/request";
import { isStopped, pause } from "../support/stop";

const TRIES = 3;
const LONGEST_WAIT_MS = 15_000;

/** Makes a request again while the tenant's rate limit refuses it (429), twice at most. Returns the last answer. */
export async function waitingOutLimit(request: () => Promise<Answer>): Promise<Answer> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await request();
    if (answer.status !== 429 || attempt === TRIES || isStopped()) return answer;
    await pause(waitMs(answer));
  }
}

/** Until the reset that the answer names, in Unix seconds; a second where it names none. */
function waitMs({ headers }: Answer): number {
  const reset = Number(headers["x-ratelimit-reset"]) * 1000 - Date.now();
  return Math.min(Math.max(Number.isFinite(reset) ? reset : 1000, 0), LONGEST_WAIT_MS);
}
