import type { BuildInput } from "../auth0/store/build";
import { type ActionInstances, validateAction } from "../pipeline";

/** Why a draft does not build here, one sentence each: code that does not parse, dependencies that are not installed. */
export type BuildCheck = (draft: Pick<BuildInput, "code" | "dependencies">) => string[];

/** Checks drafts for the logins that `instances` will run. */
export function buildCheck(instances: ActionInstances): BuildCheck {
  return ({ code, dependencies }) => [...validateAction(code), ...instances.checkDependencies(dependencies)];
}
