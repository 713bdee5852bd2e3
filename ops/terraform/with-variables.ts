import type { Environment } from "../support/environment";
import { terraformIn } from "./terraform";
import type { Workspace } from "./workspace";

/** The same workspace, with these variables in place of the caller's of the same names. */
export function withVariables(opened: Workspace, variables: Environment): Workspace {
  const env = { ...opened.env, ...variables };
  return { ...opened, env, terraform: terraformIn(opened.folder, env) };
}
