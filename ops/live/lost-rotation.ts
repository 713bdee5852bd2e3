import type { LiveAction } from "../auth0/entities";
import type { ExpectedAction, ExpectedStack } from "../terraform/expected-stack";
import type { Finding } from "./finding";

/** Clock difference that is always tolerated: the number may come from another machine. */
const TOLERANCE_MS = 2000;

/**
 * A rotation whose apply failed leaves its number in the state and the old values in Auth0, and every later plan is
 * empty. The number is the time of its plan, so secrets that are older tell it.
 * @param clockAheadMs how far this machine's clock is ahead of Auth0's, which dates the secrets; never too little.
 */
export function lostRotation(
  { address, name, secretNames }: ExpectedAction,
  live: LiveAction | undefined,
  secretsVersion: number | undefined,
  clockAheadMs: number,
): Finding[] {
  const oldest = oldestSecret(live, secretNames);
  if (secretsVersion === undefined || oldest === undefined) return [];
  const meant = rotationTime(secretsVersion);
  if (oldest >= meant.getTime() - Math.max(TOLERANCE_MS, clockAheadMs)) return [];
  const times = { live: new Date(oldest).toISOString(), wanted: meant.toISOString() };
  return [{ kind: "rotation-lost", address, action: live?.name ?? name, pending: false, ...times }];
}

/**
 * The findings without rotations that were called lost although the apply between `before` and `after` went well and sent
 * the secrets: then it is the clocks that disagree.
 */
export function withoutSent(
  findings: readonly Finding[],
  { actions }: ExpectedStack,
  before: Actions,
  after: Actions,
): Finding[] {
  return findings.filter(({ kind, address }) => {
    const secretNames = actions.find((action) => action.address === address)?.secretNames;
    if (kind !== "rotation-lost" || address === undefined || secretNames === undefined) return true;
    const is = oldestSecret(after.get(address), secretNames);
    return is === undefined || is <= (oldestSecret(before.get(address), secretNames) ?? Number.NEGATIVE_INFINITY);
  });
}

type Actions = ReadonlyMap<string, LiveAction | undefined>;

/** When the one that was sent first was sent, in milliseconds since 1970; `undefined` without any that runs. */
function oldestSecret(live: LiveAction | undefined, names: readonly string[]): number | undefined {
  const secrets = live?.deployed?.secrets.filter(({ name }) => names.includes(name)) ?? [];
  return secrets.length === 0 ? undefined : Math.min(...secrets.map(({ updatedAt }) => Date.parse(updatedAt)));
}

/** The moment that a secrets version stands for: UTC as YYYYMMDDhhmmss. */
export function rotationTime(secretsVersion: number): Date {
  return new Date(String(secretsVersion).replace(/^(....)(..)(..)(..)(..)(..)$/, "$1-$2-$3T$4:$5:$6Z"));
}
