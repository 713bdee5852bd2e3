import { UserError } from "../../stacks/errors";
import { exitCodes } from "../support/exit-codes";
import { failureReason } from "./failure-reason";

const aboutMirrors =
  "\n\nThe auth0/auth0 provider comes from Terraform's registry. Where that can't be reached, fill a mirror on a machine that\n" +
  "can (`terraform providers mirror <folder>`, in the folder of a synthesised stack), and name it in a file for TF_CLI_CONFIG_FILE:\n" +
  '  provider_installation {\n    filesystem_mirror {\n      path = "<folder>"\n    }\n  }';

const aboutMoving =
  "\n\nThe backend in tenants.ts is not the one that this folder's state is in. To move the state there, run once in\n" +
  "cdktf.out/stacks/<tenant>, with the credentials of both: terraform init -migrate-state";

/** What to do about a Terraform that is too old. */
export const newerTerraform =
  "Install Terraform 1.11 or newer and put it on the PATH, or name its binary in TERRAFORM_BINARY_NAME.";

export function initFailed(said: string): UserError {
  const error = /^[│ ]*Error: (.+)$/m.exec(said)?.[1];
  const words = said.trim().replace(/\n{3,}/g, "\n\n");
  return new UserError(`terraform init failed${error ? `: ${error}` : ""}\n\n${words}${adviceOnInit(said)}`);
}

function adviceOnInit(said: string): string {
  const reason = failureReason(said)?.kind;
  if (reason === "disk-full") return "\n\nThe disk is full. Make room, then run this again.";
  if (reason === "terraform-too-old") return `\n\n${newerTerraform}`;
  const provider = /Failed to (query|install|obtain)[\s\S]*provider/.test(said);
  const moved = /Backend configuration changed/.test(said);
  return `${provider ? aboutMirrors : ""}${moved ? aboutMoving : ""}`;
}

/** Something else has its name. @param why e.g. "`version` named no version". */
export function notTerraform(binary: string, why: string): UserError {
  return new UserError(`${binary} is not Terraform: ${why}.\n${newerTerraform}`, exitCodes.notReady);
}
