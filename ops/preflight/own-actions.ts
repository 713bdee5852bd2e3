import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { StackState } from "../terraform/state";
import type { Ours } from "./actions";

/** What the state holds, and what import blocks in the stack's folder are about to bring in. */
export function ownActions(folder: string, state: StackState | undefined): Ours {
  const actionIds = state?.actionIds ?? new Map<string, string>();
  const replaced = [...(state?.replacedIds.values() ?? [])].flat();
  return { actionIds, ids: new Set([...actionIds.values(), ...replaced, ...importedIds(folder)]) };
}

function importedIds(folder: string): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".tf.json"))
    .flatMap((file) => JSON.parse(readFileSync(join(folder, file), "utf8")).import ?? [])
    .filter(({ to }: { to: string }) => to.startsWith("auth0_action."))
    .map(({ id }: { id: string }) => id);
}
