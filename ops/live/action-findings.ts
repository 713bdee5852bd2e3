import type { LiveAction, LiveVersion } from "../auth0/entities";
import { digestOf } from "../support/digest";
import { listed } from "../support/listed";
import type { ExpectedAction } from "../terraform/expected-stack";
import type { ActionFinding } from "./finding";

/** How far apart in time secrets that were sent at once may be. */
const AT_ONCE_MS = 1000;
const UNDER_WAY = ["pending", "building", "packaged", "retrying"];

/**
 * What is wrong with one of our Actions.
 * @param newest number of its newest version, which may not run yet; `undefined` when nobody looked.
 */
export function actionFindings(
  expected: ExpectedAction,
  live: LiveAction | undefined,
  newest: number | undefined,
): ActionFinding[] {
  const subject = { address: expected.address, action: live?.name ?? expected.name };
  if (live === undefined) return [{ kind: "missing", ...subject, pending: false }];
  const { deployed } = live;
  if (live.status === "failed") {
    return [{ kind: "build-failed", ...subject, pending: false, version: deployed?.number ?? null }];
  }
  const building = UNDER_WAY.includes(live.status);
  const pending = building || (newest !== undefined && newest > (deployed?.number ?? 0));
  if (deployed === undefined) return [{ kind: "not-deployed", ...subject, pending }];

  const differing = versionFindings(expected, deployed, { ...subject, pending, version: deployed.number });
  if (differing.length > 0 || live.allChangesDeployed) return differing;
  return [{ kind: "draft", ...subject, pending }];
}

/** What differs between the version that runs and what the stack says. */
function versionFindings(
  expected: ExpectedAction,
  running: LiveVersion,
  about: { address: string; action: string; pending: boolean; version: number },
): ActionFinding[] {
  const found: ActionFinding[] = [];
  if (running.code !== expected.code) {
    found.push({ kind: "code", ...about, live: digestOf(running.code), wanted: digestOf(expected.code) });
  }
  if (running.runtime !== expected.runtime) {
    found.push({ kind: "runtime", ...about, live: running.runtime, wanted: expected.runtime });
  }
  const packages = (list: ExpectedAction["dependencies"]) =>
    listed(list.map(({ name, version }) => `${name} ${version}`));
  if (packages(running.dependencies) !== packages(expected.dependencies)) {
    found.push({ kind: "dependencies", ...about, live: running.dependencies, wanted: expected.dependencies });
  }
  const secrets = running.secrets.map(({ name }) => name);
  const later = setLater(running.secrets);
  if (listed(secrets) !== listed(expected.secretNames)) {
    found.push({ kind: "secrets", ...about, live: secrets, wanted: expected.secretNames });
  } else if (later.length > 0) {
    found.push({ kind: "secret-by-hand", ...about, secrets: later });
  }
  return found;
}

/** Names of the secrets that are newer than the oldest. Terraform sends an Action's secrets all at once. */
function setLater(secrets: LiveVersion["secrets"]): string[] {
  const oldest = Math.min(...secrets.map(({ updatedAt }) => Date.parse(updatedAt)));
  return secrets.filter(({ updatedAt }) => Date.parse(updatedAt) > oldest + AT_ONCE_MS).map(({ name }) => name);
}
