import { chmodSync, copyFileSync, existsSync, mkdirSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { UserError } from "../../stacks/errors";
import { readStackDocument } from "../../stacks/stack-document";
import { npmRun } from "../support/commands";
import { exitCodes } from "../support/exit-codes";

/** A stack whose state is looked after. */
export interface RescuedStack {
  /** The tenant's name. */
  name: string;
  /** Where Terraform runs. */
  folder: string;
}

/** An apply changed the tenant, and the state could not be written. */
export class StateNotWritten extends UserError {
  /**
   * @param file where it is kept.
   * @param said Terraform's words, and what happened to the tenant.
   */
  constructor(
    name: string,
    readonly file: string,
    readonly said: string,
  ) {
    super(`${said} It is kept in\n  ${file}\nEvery further apply is refused until it is written. ${howToPush(name)}`);
  }
}

/**
 * Moves the state that Terraform could not write, and left in the stack's folder, to where the state lives, readable by
 * this user alone: the folder may be thrown away. Returns the file; `undefined` where there is none.
 */
export function keepRescueCopy(stack: RescuedStack): string | undefined {
  const left = join(stack.folder, "errored.tfstate");
  if (!existsSync(left)) return undefined;
  const kept = rescueFile(stack);
  mkdirSync(dirname(kept), { recursive: true, mode: 0o700 });
  copyFileSync(left, kept);
  chmodSync(kept, 0o600);
  rmSync(left);
  return kept;
}

/** @throws UserError while the state that an earlier apply could not write waits to be pushed. */
export function refuseRescueCopy(stack: RescuedStack): void {
  keepRescueCopy(stack);
  const file = rescueFile(stack);
  if (!existsSync(file)) return;
  throw new UserError(
    `An earlier apply to ${stack.name} could not write the state. What it would have written is in\n  ${file}\n` +
      `Nothing was changed. ${howToPush(stack.name)}`,
    exitCodes.notReady,
  );
}

/** @param said Terraform's words. */
export function stateNotWritten(name: string, file: string, said: string): StateNotWritten {
  const happened = `The apply changed ${name}, as the lines above say, but the state could not be written.`;
  return new StateNotWritten(name, file, `${said}\n\n${happened}`);
}

function howToPush(name: string): string {
  return `Once the backend can be written again (disk, credentials): ${npmRun("push-state", name)}`;
}

/**
 * Where a state that could not be written is kept: beside the file of a local backend; for all others in `.state`,
 * where a local one would be.
 */
export function rescueFile({ name, folder }: RescuedStack): string {
  const { terraform } = readStackDocument(folder);
  const local = terraform?.backend?.local?.path ?? join("..", "..", "..", ".state", `${name}.tfstate`);
  return join(dirname(resolve(folder, local)), `${name}.errored.tfstate`);
}
