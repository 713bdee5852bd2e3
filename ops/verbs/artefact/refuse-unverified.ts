import type { Invocation } from "../../support/invocation";
import { withoutArtefact } from "./errors";

/** For anything but an artefact: only those can have been verified elsewhere. */
export interface UnverifiedOption {
  /** In an emergency: go ahead although `promotesFrom` asks for what was verified. */
  unverified?: boolean;
}

/** Throws a user error for a tenant that takes only what was verified in another. `command` is what was asked for. */
export function refuseUnverified(
  { name, tenant }: Pick<Invocation, "name" | "tenant">,
  command: string,
  { unverified = false }: UnverifiedOption,
): void {
  if (tenant.promotesFrom !== undefined && !unverified) throw withoutArtefact(name, tenant.promotesFrom, command);
}
