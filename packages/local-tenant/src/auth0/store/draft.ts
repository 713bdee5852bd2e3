import type { Action, Dependency, TriggerRef } from "./entities";
import { PlatformError } from "./errors";
import { LIMITS } from "./limits";
import { refuseRepeated } from "./repeated";
import type { SecretInput } from "./secrets";
import { checkTrigger } from "./triggers";

/** What a new Action needs. `runtime` undefined means `node22`. */
export interface ActionInput {
  /** Of an Action that is brought back; a new one gets its own. */
  id?: string;
  name: string;
  trigger: TriggerRef;
  code: string;
  runtime?: string;
  dependencies?: readonly Dependency[];
  secrets?: readonly SecretInput[];
}

export type Draft = Pick<Action, "trigger" | "code" | "runtime" | "dependencies" | "secrets">;

/**
 * The dependencies as they are saved: `latest` and an empty version become the installed one, as the platform pins them.
 * @throws PlatformError 400 for one that is not installed.
 */
export function pinDependencies(
  dependencies: readonly Dependency[],
  installedVersion: (name: string) => string | undefined,
): Dependency[] {
  return dependencies.map(({ name, version }) => {
    if (version !== "" && version !== "latest") return { name, version };
    const installed = installedVersion(name);
    if (installed !== undefined) return { name, version: installed };
    throw new PlatformError(400, `The local tenant can't pin ${name}: it is not installed. Name a version.`);
  });
}

function tooMany(what: string, limit: number): PlatformError {
  return new PlatformError(400, `An action can have at most ${limit} ${what}.`);
}

/**
 * Checks a draft against the platform's limits.
 * @throws PlatformError 400 naming the limit that was passed, or what is there twice.
 */
export function checkDraft(draft: Draft): void {
  checkTrigger(draft.trigger, draft.runtime);
  refuseRepeated("dependency", draft.dependencies);
  if (Buffer.byteLength(draft.code) > LIMITS.code) {
    throw new PlatformError(400, `The code of an action can have at most ${LIMITS.code} bytes.`);
  }
  if (draft.dependencies.length > LIMITS.dependencies) throw tooMany("dependencies", LIMITS.dependencies);
  if (draft.secrets.length > LIMITS.secrets) throw tooMany("secrets", LIMITS.secrets);
  for (const { name, value } of draft.secrets) {
    if (name.length > LIMITS.secretName) {
      throw new PlatformError(400, `The name of a secret can have at most ${LIMITS.secretName} characters.`);
    }
    if (value.length > LIMITS.secretValue) {
      throw new PlatformError(400, `The value of secret ${name} can have at most ${LIMITS.secretValue} characters.`);
    }
  }
}
