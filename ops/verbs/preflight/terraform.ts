import { z } from "zod";
import { UserError } from "../../../stacks/errors";
import { type Problem, problemFrom } from "../../live/problem";
import { parsedJson } from "../../support/json";
import { BackendCredentialsError } from "../../terraform/backend-credentials";
import { newerTerraform } from "../../terraform/errors";
import type { Terraform } from "../../terraform/terraform";
import { defineCheck } from "./check";

export const terraform = defineCheck({
  name: "terraform",
  passed: "Terraform is new enough and reaches its provider and state",
  failed: "Terraform, its provider or its state can't be used",
  needs: ["terraform"],
  run: (_, read) => ({ problems: read.terraform }),
});

const WHERE = "Terraform on this machine";

/** Whether Terraform is there and new enough, and gets its provider and backend ready. Runs `terraform init`. */
export async function terraformReady(terraform: Terraform): Promise<Problem[]> {
  try {
    const problem = versionProblem(await versionOf(terraform));
    return problem ? [problem] : await initProblems(terraform);
  } catch (error) {
    if (error instanceof UserError) return [problemFrom(WHERE, error)];
    throw error;
  }
}

async function initProblems(terraform: Terraform): Promise<Problem[]> {
  try {
    await terraform.init();
    return [];
  } catch (error) {
    if (error instanceof BackendCredentialsError) return [problemFrom("the environment", error)];
    if (!(error instanceof UserError)) throw error;
    const what = "terraform init can't get the provider or the state's backend ready.";
    return [
      {
        what,
        where: "what Terraform says, below",
        fix: problemFrom(WHERE, error).fix,
      },
    ];
  }
}

/** OpenTofu says its own version under the same name. `undefined` when it is unknown. */
async function versionOf(terraform: Terraform): Promise<string | undefined> {
  const { stdout } = await terraform.quiet(["version", "-json"]);
  return printedVersion.safeParse(parsedJson(stdout)).data?.terraform_version;
}

const printedVersion = z.looseObject({ terraform_version: z.string() });

/** Ephemeral variables and write-only attributes, which keep secrets out of plan and state, came with 1.11. */
export function versionProblem(version: string | undefined): Problem | undefined {
  const [major = 0, minor = 0] = (version ?? "").split(".").map(Number);
  if (major > 1 || (major === 1 && minor >= 11)) return undefined;
  return {
    what: `Terraform ${version ?? "of an unknown version"} is too old: before 1.11 it can't keep the secrets out of plan and state.`,
    where: WHERE,
    fix: newerTerraform,
  };
}
