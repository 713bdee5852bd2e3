import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { UserError } from "../../../stacks/errors";
import { callerPath } from "../../support/caller-path";
import { commandsFor } from "../../support/commands";
import { exitCodes } from "../../support/exit-codes";
import type { Invocation } from "../../support/invocation";
import { withoutOwnSecrets } from "../../support/own-secrets";
import { explained } from "../../terraform/explain";
import { keepRescueCopy, rescueFile } from "../../terraform/rescue-copy";
import { openSealedState } from "../../terraform/sealed-state";
import { type Workspace, withWorkspace } from "../../terraform/workspace";

export interface PushStateOptions {
  /** A state that a workflow has sealed, as the caller wrote it. Absent: the one that is kept here. */
  sealed?: string;
}

/**
 * Writes the state that an apply could not write, and throws the copy away then. Returns the exit code. Throws user errors:
 * Terraform's among them when the backend still refuses, or holds a newer state.
 */
export async function pushState(invocation: Invocation, { sealed }: PushStateOptions): Promise<number> {
  const inner = { ...invocation, caller: withoutOwnSecrets(invocation.caller) };
  return withWorkspace(inner, {}, (workspace) => pushFrom(workspace, invocation, sealed));
}

async function pushFrom(workspace: Workspace, invocation: Invocation, sealed: string | undefined): Promise<number> {
  const { name, tenant, caller, output } = invocation;
  const file = keepRescueCopy(workspace) ?? rescueFile(workspace);
  if (sealed !== undefined) keepSealed(callerPath(sealed, caller), file, invocation);
  if (!existsSync(file)) {
    const nothing = `Nothing to write: no apply to ${name} has left a state here (${file}).\n`;
    output.result({ tenant: name, domain: tenant.domain, pushed: false }, nothing);
    return exitCodes.done;
  }
  if (!invocation.yes && !(await invocation.confirm(`Write the state in ${file} to the backend of ${name}?`))) {
    return exitCodes.declined;
  }
  await push(workspace, file);
  rmSync(file);
  output.result(
    { tenant: name, domain: tenant.domain, pushed: true },
    `The state of ${name} is written. To see how it differs from the tenant: ${commandsFor(invocation).plan}\n`,
  );
  return exitCodes.done;
}

/** @throws UserError where another one waits. */
function keepSealed(sealed: string, file: string, { name, caller }: Invocation): void {
  if (existsSync(file)) {
    throw new UserError(
      `Another state of ${name} is waiting in\n  ${file}\nNothing was changed. Write that one first, without --sealed.`,
      exitCodes.problems,
    );
  }
  const state = openSealedState(sealed, name, caller);
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(file, state, { mode: 0o600 });
}

async function push({ name, terraform }: Workspace, file: string): Promise<void> {
  await terraform.init();
  const { exit, stdout, stderr } = await terraform.quiet(["state", "push", "-no-color", file]);
  if (exit !== 0) throw explained("state push", stderr || stdout, name);
}
