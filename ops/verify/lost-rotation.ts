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
  const meant = rotationTime(secretsVersion).getTime();
  if (oldest >= meant - TOLERANCE_MS) return [];
  const what =
    `has secrets of ${seconds(new Date(oldest))}, but they were to be sent again at ${seconds(new Date(meant))}: ` +
    "that rotation did not reach Auth0";
  return [{ kind: "rotation-lost", address, where: live?.name ?? name, what, pending: false }];
}

/** The moment that a secrets version stands for: UTC as YYYYMMDDhhmmss. */
export function rotationTime(secretsVersion: number): Date {
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(String(secretsVersion));
  if (!parts) return new Date(0);
  const [year, month, day, hour, minute, second] = parts.slice(1).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return new Date(Date.UTC(year, month - 1, day, hour, minute, second));
}

function seconds(date: Date): string {
  return date
    .toISOString()
    .replace("T", " ")
    .replace(/\.\d+Z$/, " UTC");
}
