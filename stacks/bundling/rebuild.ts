import { join } from "node:path";
import type { TriggerId } from "../actions";
import { UserError } from "../errors";
import { checkBundle } from "./check";
import { type ActionEntry, type CompiledAction, compileActions } from "./compile";
import { sourceOf, withCodeOf } from "./settings-line";
import { type MappedCode, mappedCode } from "./source-maps";

/** An Action of a synthesised stack, as far as building it again needs it. */
export interface DeployedCode {
  code: string;
  trigger: { id: string };
  dependencies: readonly { name: string }[];
}

/** What became of a build; an Action that can't be built is in `problems` alone. */
export interface Rebuilt<Action extends DeployedCode> {
  actions: Action[];
  /** The source maps of their code, by source. */
  maps: Map<string, MappedCode>;
  /** One message for each mistake in the sources; empty when everything was built. */
  problems: string[];
}

/**
 * Builds the Actions of a synthesised stack again from their sources as they are now. The code is byte for byte what a new
 * synth would write, as long as nothing else has changed. Actions that were not built from sources are left out.
 * @param sourceRoot the repository's folder.
 */
export async function rebuildActions<Action extends DeployedCode>(
  deployed: readonly Action[],
  sourceRoot: string,
): Promise<Rebuilt<Action>> {
  const ours = deployed.flatMap((action) => {
    const source = sourceOf(action.code);
    const dependencies = action.dependencies.map(({ name }) => name);
    return source === undefined ? [] : [{ action, entry: join(sourceRoot, source), dependencies }];
  });
  const { compiled, problems } = await compileThoseThatBuild(ours, sourceRoot);
  const rebuilt: Rebuilt<Action> = { actions: [], maps: new Map(), problems };
  for (const [index, built] of compiled.entries()) {
    if (built === undefined) continue;
    const { action } = ours[index]!;
    const code = withCodeOf(built, action.code);
    const problem = problemIn(code, built.source, action.trigger.id as TriggerId);
    if (problem !== undefined) {
      problems.push(problem);
      continue;
    }
    rebuilt.actions.push({ ...action, code });
    rebuilt.maps.set(built.source, mappedCode(built));
  }
  return rebuilt;
}

/** All at once; when that fails, each by itself, so that a mistake in one does not hold up the others. */
async function compileThoseThatBuild(
  entries: ActionEntry[],
  sourceRoot: string,
): Promise<{ compiled: (CompiledAction | undefined)[]; problems: string[] }> {
  try {
    return { compiled: await compileActions(entries, sourceRoot), problems: [] };
  } catch (error) {
    const each = await Promise.all(
      entries.map((entry) => compileActions([entry], sourceRoot).catch((reason) => reason as Error)),
    );
    const failed = each.filter((result) => result instanceof Error);
    // A file that several of them share is wrong once.
    const told = failed.length === 1 ? failed : [error];
    return {
      compiled: each.map((result) => (result instanceof Error ? undefined : result[0])),
      problems: told.map(messageOf),
    };
  }
}

function problemIn(code: string, source: string, trigger: TriggerId): string | undefined {
  try {
    checkBundle(code, source, trigger);
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}

/** Anything but a mistake in the sources is a bug, and thrown. */
function messageOf(error: unknown): string {
  if (error instanceof UserError) return error.message;
  throw error;
}
