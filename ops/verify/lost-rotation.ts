import type { LiveAction } from "../live/live-action";
import type { ExpectedAction } from "../stack/expected-stack";
import type { Finding } from "./finding";

/** How far the clocks of the planning machine and of Auth0 may be apart, beside the seconds from a plan to its apply. */
const TOLERANCE_MS = 2000;

/**
 * A rotation whose apply failed leaves its number in the state and the old values in Auth0, and every later plan is
 * empty. The number is the time of its plan, so secrets that are older tell it.
 */
export function lostRotation(
  { address, name, secretNames }: ExpectedAction,
  live: LiveAction | undefined,
  secretsVersion: number | undefined,
): Finding[] {
  const secrets = live?.deployed?.secrets.filter((secret) => secretNames.includes(secret.name)) ?? [];
  if (secretsVersion === undefined || secrets.length === 0) return [];
  const oldest = Math.min(...secrets.map(({ updatedAt }) => Date.parse(updatedAt)));
  const meant = rotationTime(secretsVersion);
  if (oldest >= meant.getTime() - TOLERANCE_MS) return [];
  const what =
    `has secrets of ${toTheSecond(new Date(oldest))}, but they were to be sent again at ${toTheSecond(meant)}: ` +
    "that rotation did not reach Auth0";
  return [{ kind: "rotation-lost", address, where: live?.name ?? name, what, pending: false }];
}

/** The moment that a secrets version stands for: UTC as YYYYMMDDhhmmss. */
export function rotationTime(secretsVersion: number): Date {
  return new Date(String(secretsVersion).replace(/^(....)(..)(..)(..)(..)(..)$/, "$1-$2-$3T$4:$5:$6Z"));
}

function toTheSecond(date: Date): string {
  return date
    .toISOString()
    .replace("T", " ")
    .replace(/\.\d+Z$/, " UTC");
}
