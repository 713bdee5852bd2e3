import type { LiveAction } from "../../auth0/entities";
import type { LiveStack } from "../../live/verify-live";

/** What became of one Action's secrets. */
export interface RotatedAction {
  address: string;
  name: string;
  /** Whether a version with all the new secrets runs. */
  rotated: boolean;
  /** Number of the version that runs; undefined when none does. */
  version: number | undefined;
  /** The oldest of its secrets, ISO 8601; undefined without any. */
  secretsOf: string | undefined;
}

/** Compares what ran before a rotation with what runs after it, for the Actions that have secrets. */
export function rotatedActions(addresses: readonly string[], before: LiveStack, after: LiveStack): RotatedAction[] {
  return addresses.map((address) => {
    const [was, is] = [before.actions.get(address), after.actions.get(address)];
    return {
      address,
      name: is?.name ?? was?.name ?? address,
      rotated: isRotated(was, is),
      version: is?.deployed?.number,
      secretsOf: oldest(is),
    };
  });
}

function isRotated(was: LiveAction | undefined, is: LiveAction | undefined): boolean {
  if (is?.deployed === undefined || is.deployed.id === was?.deployed?.id) return false;
  const times = new Map(was?.deployed?.secrets.map(({ name, updatedAt }) => [name, updatedAt]));
  return is.deployed.secrets.every(({ name, updatedAt }) => updatedAt > (times.get(name) ?? ""));
}

function oldest(action: LiveAction | undefined): string | undefined {
  return action?.deployed?.secrets.map(({ updatedAt }) => updatedAt).sort()[0];
}
