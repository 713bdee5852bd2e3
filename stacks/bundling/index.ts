import { type ActionKey, actionDependencies, actionKeys, actionSource, definitionOf, type TriggerId } from "../actions";
import { repoRoot } from "../repo-root";
import { compiledMfaChallengeSettings, compiledMfaFeedbackSettings, compiledPhoneProviderSettings } from "../settings";
import type { Tenant } from "../tenant-schema";
import { checkBundle } from "./check";
import { type ActionEntry, type CompiledAction, compileActions } from "./compile";
import { withSettings } from "./settings-line";
import { writeSourceMaps } from "./source-maps";

export { type DeployedCode, type Rebuilt, rebuildActions } from "./rebuild";
export { blankSettings, sourceOf } from "./settings-line";
export type { MappedCode } from "./source-maps";

export interface BundleActionOptions {
  /** An absolute path, or the name of a file under `actions/`, without extension. */
  entry: string;
  /** What the Action's source sees as the global `settings`. */
  settings: object;
  /** The repository's folder. Default: this one. */
  sourceRoot?: string;
  /** Names of the packages that Auth0 installs beside the Action. Default: none. */
  dependencies?: string[];
  /** What the Action is for. Default: post-login. */
  trigger?: TriggerId;
}

/**
 * The code to put into Auth0 for one Action.
 * @throws UserError that says what is wrong with the source and how to fix it.
 */
export async function bundleAction({
  entry,
  settings,
  sourceRoot = repoRoot,
  dependencies = [],
  trigger = "post-login",
}: BundleActionOptions): Promise<string> {
  const [compiled] = await compileActions([{ entry, dependencies }], sourceRoot);
  return finish(compiled!, settings, trigger);
}

/** Our Actions, built once for all tenants: only their settings differ. */
export type CompiledActions = Record<ActionKey, CompiledAction>;

/**
 * Also writes their source maps where the local tenant asks for them; see `writeSourceMaps`.
 * @throws UserError when one of them can't be built.
 */
export async function compileOurActions(sourceRoot: string = repoRoot): Promise<CompiledActions> {
  const compiled = await compileActions(ourEntries(), sourceRoot);
  writeSourceMaps(compiled);
  return byKey(compiled);
}

function ourEntries(): ActionEntry[] {
  return actionKeys.map((key) => ({
    entry: actionSource(key),
    dependencies: actionDependencies(key).map(({ name }) => name),
  }));
}

function byKey(compiled: CompiledAction[]): CompiledActions {
  return Object.fromEntries(actionKeys.map((key, index) => [key, compiled[index]])) as CompiledActions;
}

/** The code of our Actions for one tenant. */
export function bundleActions(
  { settings, domain }: Pick<Tenant, "settings" | "domain">,
  compiled: CompiledActions,
): Record<ActionKey, string> {
  const ofAction: Partial<Record<ActionKey, object>> = {
    ...settings,
    mfaChallenge: compiledMfaChallengeSettings(settings.mfaChallenge, settings.mfaFeedback),
    mfaFeedback: compiledMfaFeedbackSettings(settings.mfaFeedback, domain),
    phoneProvider: compiledPhoneProviderSettings(settings.phoneProvider),
  };
  const entries = actionKeys.map((key) => [key, finish(compiled[key], ofAction[key], definitionOf(key).trigger)]);
  return Object.fromEntries(entries) as Record<ActionKey, string>;
}

function finish(compiled: CompiledAction, settings: object | undefined, trigger: TriggerId): string {
  const code = withSettings(compiled, settings);
  checkBundle(code, compiled.source, trigger);
  return code;
}
