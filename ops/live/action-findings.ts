import type { LiveAction, LiveVersion } from "../auth0/entities";
import { digestOf } from "../support/digest";
import type { ExpectedAction } from "../terraform/expected-stack";
import type { Finding, FindingKind } from "./finding";

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
): Finding[] {
  const finding = (kind: FindingKind, what: string, pending = false): Finding => ({
    kind,
    address: expected.address,
    where: live?.name ?? expected.name,
    what,
    pending,
  });
  if (live === undefined) return [finding("missing", "is not there")];
  if (live.status === "failed") return [finding("build-failed", `could not be built by Auth0${stillRuns(live)}`)];
  const building = UNDER_WAY.includes(live.status);
  const pending = building || (newest !== undefined && newest > (live.deployed?.number ?? 0));
  if (live.deployed === undefined) return [finding("not-deployed", "has no version that runs", pending)];

  const differing = versionFindings(expected, live.deployed).map(([kind, what]) => finding(kind, what, pending));
  if (differing.length > 0 || live.allChangesDeployed) return differing;
  return [finding("draft", "has a draft that was changed and not deployed", pending)];
}

function stillRuns({ deployed }: LiveAction): string {
  return deployed ? `; version ${deployed.number} still runs` : ", so nothing of it runs";
}

/** What differs between the version that runs and what the stack says. */
function versionFindings(expected: ExpectedAction, running: LiveVersion): [FindingKind, string][] {
  const found: [FindingKind, string][] = [];
  const version = `runs version ${running.number}`;
  if (running.code !== expected.code) {
    const [live, wanted] = [digestOf(running.code), digestOf(expected.code)].map((digest) => digest.slice(0, 12));
    found.push(["code", `${version} with other code (${live} instead of ${wanted})`]);
  }
  if (running.runtime !== expected.runtime) {
    found.push(["runtime", `${version} on ${running.runtime} instead of ${expected.runtime}`]);
  }
  const packages = (list: ExpectedAction["dependencies"]) =>
    names(list.map(({ name, version }) => `${name} ${version}`));
  if (packages(running.dependencies) !== packages(expected.dependencies)) {
    found.push([
      "dependencies",
      `${version} with ${packages(running.dependencies)} instead of ${packages(expected.dependencies)}`,
    ]);
  }
  const secrets = names(running.secrets.map(({ name }) => name));
  if (secrets !== names(expected.secretNames)) {
    found.push(["secrets", `${version} with the secrets ${secrets} instead of ${names(expected.secretNames)}`]);
  } else {
    const later = setLater(running.secrets);
    const what = `${version} with a value of ${names(later)} that was set by hand, after the other secrets`;
    if (later.length > 0) found.push(["secret-by-hand", what]);
  }
  return found;
}

/** Names of the secrets that are newer than the oldest. Terraform sends an Action's secrets all at once. */
function setLater(secrets: LiveVersion["secrets"]): string[] {
  const oldest = Math.min(...secrets.map(({ updatedAt }) => Date.parse(updatedAt)));
  return secrets.filter(({ updatedAt }) => Date.parse(updatedAt) > oldest + AT_ONCE_MS).map(({ name }) => name);
}

function names(list: string[]): string {
  return list.length > 0 ? [...list].sort().join(", ") : "none";
}
