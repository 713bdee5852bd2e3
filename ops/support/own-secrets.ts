import type { Environment } from "./environment";

const oursAlone = ["GITHUB_TOKEN", "PLAN_KEY"];

/** The environment without what only this program needs: Terraform and its provider get the rest. */
export function withoutOwnSecrets(env: Environment): Environment {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !oursAlone.includes(name)));
}
