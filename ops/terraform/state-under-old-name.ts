import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { localStateFile } from "./pull-state";
import { stackStateIn } from "./state";
import { parseState } from "./state-document";

/** A state file beside the tenant's own. */
export interface OldState {
  /** As it is shown. */
  file: string;
  /** Where the tenant's own should be. */
  own: string;
}

/**
 * The state file that knows these Actions, where the tenant's own does not: a tenant's file is called after its key in
 * tenants.ts, and stays under the old one when that is changed. `undefined` without any, and for every backend but `local`.
 * @param folder of the stack. @param ids in Auth0.
 */
export function stateUnderOldName(folder: string, ids: readonly string[]): OldState | undefined {
  const own = localStateFile(folder);
  if (own === undefined) return undefined;
  const others = stateFilesIn(dirname(own)).filter((file) => file !== own);
  const found = others.find((file) => knows(file, ids));
  return found === undefined ? undefined : { file: relative(process.cwd(), found), own: relative(process.cwd(), own) };
}

/** What to do about it, as a sentence and a command. */
export function moveState({ file, own }: OldState): string {
  return (
    `${file} knows them: the tenant had another name in tenants.ts. Give it that name back, or move the state to the new one:\n` +
    `  mv ${file} ${own}`
  );
}

function stateFilesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => /^[\w-]+\.tfstate$/.test(name))
      .map((name) => join(folder, name));
  } catch {
    return [];
  }
}

function knows(file: string, ids: readonly string[]): boolean {
  try {
    return [...stackStateIn(parseState(readFileSync(file, "utf8"), file)).actionIds.values()].some((id) =>
      ids.includes(id),
    );
  } catch {
    // Another user's, or no state.
    return false;
  }
}
