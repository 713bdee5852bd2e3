import type { Environment } from "../support/environment";

/** What is run as Terraform: `TERRAFORM_BINARY_NAME`, which cdktf reads too, else `terraform`. */
export function terraformBinary(env: Environment): string {
  return env.TERRAFORM_BINARY_NAME || "terraform";
}
