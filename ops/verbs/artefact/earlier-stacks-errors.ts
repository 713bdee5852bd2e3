import { UserError } from "../../../stacks/errors";
import { npmRun } from "../../support/commands";
import { exitCodes } from "../../support/exit-codes";

/** What stacks were made from earlier: an artefact, by its folder as the caller named it, or a commit, by its short hash. */
export type Origin = { kind: "artefact"; folder: string } | { kind: "commit"; short: string };

/** Why writing something else in tenants.ts settles nothing, and what does. */
export function builtEarlier(origin: Origin): string {
  const renew =
    origin.kind === "artefact"
      ? `Make another: ${npmRun("artefact", "<folder>")}`
      : "Revert in git what should go, and deploy that.";
  return `${named(origin)} holds tenants.ts as it was then, not as it is now. ${renew}`;
}

export function tenantNotIn(origin: Origin, name: string, known: string[]): UserError {
  return new UserError(
    `${named(origin)} has no tenant "${name}"; it has ${known.join(", ")}.\nNothing was changed.`,
    exitCodes.problems,
  );
}

export function madeForAnother(
  origin: Origin,
  name: string,
  { field, built, now }: { field: "domain" | "backend"; built: unknown; now: unknown },
): UserError {
  const shown = (value: unknown) => (value === undefined ? "the default" : JSON.stringify(value));
  return new UserError(
    `${named(origin)} has another ${field} for ${name}: ${shown(built)}, where tenants.ts says ${shown(now)}.\n` +
      `Nothing was changed. Use one that was made since, or set ${name}.${field} in tenants.ts back to what it was.`,
    exitCodes.problems,
  );
}

/** @param reason what is wrong with them. */
export function tenantsNotAccepted(origin: Origin, reason: string): UserError {
  return new UserError(
    `${named(origin)} holds tenants that this version does not accept.\n${reason}`,
    exitCodes.notReady,
  );
}

function named(origin: Origin): string {
  return origin.kind === "artefact" ? `The artefact in ${origin.folder}` : `Commit ${origin.short}`;
}
