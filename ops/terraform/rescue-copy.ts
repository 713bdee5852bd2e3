import { chmodSync, copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { UserError } from "../../stacks/errors";
import { readStackDocument } from "../../stacks/stack-document";
import { npmRun, quoted } from "../support/commands";
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
    stack: RescuedStack,
    readonly file: string,
    readonly said: string,
  ) {
    super(
      `${said} It is kept in\n  ${file}\nEvery further apply is refused until it is written. ${howToPush(stack, file)}`,
    );
  }
}

/**
 * Moves the state that Terraform could not write, and left in the stack's folder, to where the state lives, readable by
 * this user alone: the folder may be thrown away. Returns the file, which is still the one in the stack's folder where it
 * can't be moved, on a full disk for instance; `undefined` where there is none.
 */
export function keepRescueCopy(stack: RescuedStack): string | undefined {
  const left = leftState(stack.folder);
  if (!existsSync(left)) return undefined;
  const kept = rescueFile(stack);
  const whole = `${kept}.${process.pid}`;
  try {
    mkdirSync(dirname(kept), { recursive: true, mode: 0o700 });
    copyFileSync(left, whole);
    chmodSync(whole, 0o600);
    renameSync(whole, kept);
  } catch {
    if (existsSync(whole)) rmSync(whole);
    return left;
  }
  rmSync(left);
  return kept;
}

/** Where Terraform leaves a state that it can't write. @param folder of the stack. */
export function leftState(folder: string): string {
  return join(folder, "errored.tfstate");
}

/** @throws UserError while the state that an earlier apply could not write waits to be pushed. */
export function refuseRescueCopy(stack: RescuedStack): void {
  const file = keepRescueCopy(stack) ?? rescueFile(stack);
  if (!existsSync(file)) return;
  throw new UserError(
    `An earlier apply to ${stack.name} could not write the state. What it would have written is in\n  ${file}\n` +
      `Nothing was changed. ${howToPush(stack, file)}`,
    exitCodes.notReady,
  );
}

/** @param said Terraform's words. */
export function stateNotWritten(stack: RescuedStack, file: string, said: string): StateNotWritten {
  const happened = `The apply changed ${stack.name}, as the lines above say, but the state could not be written.`;
  return new StateNotWritten(stack, file, `${said}\n\n${happened}`);
}

function howToPush(stack: RescuedStack, file: string): string {
  const kept = rescueFile(stack);
  const move = file === kept ? "" : `\n  mkdir -p ${quoted(dirname(kept))} && mv ${quoted(file)} ${quoted(kept)}\n `;
  return `Once the backend can be written again (disk, credentials):${move} ${npmRun("push-state", stack.name)}`;
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
