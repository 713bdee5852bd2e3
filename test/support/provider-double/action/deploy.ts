import type { ManagementClient } from "../api/client";
import { text, type Value, type ValueMap } from "../values";
import type { ApiAction } from "./types";

const DEFAULT_TIMEOUT_MS = 6 * 60_000;
const UNIT_MS: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

function timeoutMs(timeouts: Value | undefined): number {
  const written = text((timeouts as ValueMap | null | undefined)?.create);
  if (written === undefined) return DEFAULT_TIMEOUT_MS;
  return [...written.matchAll(/([\d.]+)(ms|s|m|h)/g)].reduce(
    (sum, [, n, unit]) => sum + Number(n) * UNIT_MS[unit!]!,
    0,
  );
}

/**
 * Reads the Action at 0, 0.5, 1.5, 3.5, … s (waits double up to 10 s) until `done`; when nothing is left, `late` says why.
 * What is left is counted in what was waited, so that a slow machine makes as many calls as a fast one.
 */
async function poll(
  api: ManagementClient,
  id: string,
  left: { ms: number },
  done: (action: ApiAction) => boolean,
  late: (action: ApiAction) => Error,
): Promise<void> {
  for (let wait = 500; ; wait = Math.min(wait * 2, 10_000)) {
    const action = await api.call<ApiAction>("GET", `/actions/actions/${id}`);
    if (done(action)) return;
    // Told to stop, the real provider ends its wait like one that took too long.
    await api.sleep(Math.min(wait, left.ms)).catch(() => {
      throw late(action);
    });
    if (wait >= left.ms) throw late(action);
    left.ms -= wait;
  }
}

/** The deploy sequence: wait for the build, deploy, wait until a deployed version is there. */
export async function deployAction(api: ManagementClient, id: string, planned: ValueMap): Promise<void> {
  const label = `action "${planned.name}"`;
  const left = { ms: timeoutMs(planned.timeouts) };
  const built = (action: ApiAction) => {
    if (action.status === "failed") {
      throw new Error(`${label} never reached built state: ${label} failed to build, check the Auth0 UI for errors`);
    }
    return action.status === "built";
  };
  await poll(api, id, left, built, ({ status }) => {
    return new Error(`${label} never reached built state: expected ${label} status "${status}" to equal "built"`);
  });
  await api.call("POST", `/actions/actions/${id}/deploy`);
  await poll(
    api,
    id,
    left,
    (action) => action.deployed_version?.deployed === true,
    () => {
      return new Error(`${label} never reached deployed state: its deployed version did not appear`);
    },
  );
}
