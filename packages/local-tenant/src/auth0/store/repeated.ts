import { PlatformError } from "./errors";

/** @throws PlatformError 400 for a name that is there twice; what the platform makes of it is not documented. */
export function refuseRepeated(what: string, entries: readonly { name: string }[]): void {
  const repeated = entries.find(({ name }, index) => entries.findIndex((entry) => entry.name === name) !== index);
  if (repeated) throw new PlatformError(400, `The ${what} ${repeated.name} is there twice.`);
}
