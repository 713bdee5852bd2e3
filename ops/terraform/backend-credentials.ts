import { UserError } from "../../stacks/errors";
import { exitCodes } from "../support/exit-codes";

/** Terraform found nothing to sign in to the state's backend with. */
export class BackendCredentialsError extends UserError {}

/** What Terraform says where a backend has no credentials at all, and what to do about it. */
const missing: readonly [said: RegExp, backend: string, fix: string][] = [
  [
    /No valid credential sources found|no EC2 IMDS role found/i,
    "Amazon S3",
    "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE after `aws sso login`, of an account that may read and write the\n" +
      "object of the state and its lock. In a workflow: a step that assumes a role, before this one.",
  ],
  [
    /could not find default credentials/i,
    "Google Cloud Storage",
    "Sign in with `gcloud auth application-default login`, or name a key file in GOOGLE_APPLICATION_CREDENTIALS.",
  ],
  [
    /could not configure AzureCli Authorizer|unable to build authorizer|Please run 'az login'/i,
    "Azure Storage",
    "Sign in with `az login`, or set ARM_CLIENT_ID, ARM_TENANT_ID and ARM_CLIENT_SECRET.",
  ],
];

/** @param said by Terraform; `undefined` when it says something else. */
export function backendCredentialsMissing(said: string): BackendCredentialsError | undefined {
  const found = missing.find(([pattern]) => pattern.test(said));
  if (found === undefined) return undefined;
  const [, backend, fix] = found;
  return new BackendCredentialsError(
    `There are no credentials for ${backend}, where tenants.ts keeps the state.\n${fix}`,
    exitCodes.notReady,
  );
}
