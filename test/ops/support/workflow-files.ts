import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { repoRoot } from "../../../stacks/repo-root";
import { parseYaml } from "../../support/yaml";

/** One step of a job. */
export interface Step {
  id?: string;
  name?: string;
  if?: string;
  uses?: string;
  run?: string;
  shell?: string;
  with?: Record<string, string>;
  env?: Record<string, string>;
}

/** One job of a workflow, as its file says it. */
export interface Job {
  needs?: string | string[];
  if?: string;
  environment?: string;
  concurrency?: { group: string; "cancel-in-progress": string };
  permissions?: Record<string, string>;
  outputs?: Record<string, string>;
  strategy?: { matrix: Record<string, string | string[]> };
  "timeout-minutes"?: string;
  steps: Step[];
}

export interface Workflow {
  /** E.g. `deploy.yml`. */
  file: string;
  /** By event. */
  on: Record<string, unknown>;
  jobs: Record<string, Job>;
}

const folder = join(repoRoot, ".github");

/** Every workflow of the repository. */
export function readWorkflows(): Workflow[] {
  return readdirSync(join(folder, "workflows")).map((file) => ({ file, ...read(join("workflows", file)) }) as Workflow);
}

/** The steps of an action of this repository. @param uses as a step names it, e.g. `./.github/actions/tools`. */
export function stepsOfAction(uses: string): Step[] {
  const { runs } = read(join("..", uses, "action.yml")) as unknown as { runs: { steps: Step[] } };
  return runs.steps;
}

function read(path: string): object {
  return parseYaml(readFileSync(join(folder, path), "utf8")) as object;
}
