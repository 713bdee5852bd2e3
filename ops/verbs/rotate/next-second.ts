import { rotationTime } from "../../live/lost-rotation";
import { pause, refuseWhenStopped } from "../../support/stop";

/**
 * Waits until a plan made now gets another number than the last rotation's, which is the second of its plan: two in the
 * same second would be one, and the newer secrets would not be sent.
 */
export async function nextSecond(secretsVersion: number): Promise<void> {
  const last = rotationTime(secretsVersion).getTime();
  // A timer may go off a millisecond early by this clock.
  for (let now = Date.now(); now >= last && now < last + 1000; now = Date.now()) {
    await pause(last + 1000 - now);
    await refuseWhenStopped();
  }
}
