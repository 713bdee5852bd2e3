/**
 * The exit codes of every verb. Scripts may rely on them. A verb that was told to stop exits with 128 plus the signal's
 * number instead, whatever its outcome: 129 (SIGHUP), 130 (SIGINT), 143 (SIGTERM).
 */
export const exitCodes = {
  /** Done, or nothing to do. */
  done: 0,
  /** Terraform, the tenant or Twilio said no, or what is live is not what should be. */
  failed: 1,
  /** There are changes, as `terraform plan -detailed-exitcode` says it. */
  changes: 2,
  /** Something is missing on this side: an argument, tenants.ts, credentials, secrets. */
  notReady: 3,
  /** Preflight found problems, among them Actions on the trigger that tenants.ts does not list. Nothing was changed. */
  problems: 4,
  /** The user did not confirm. */
  declined: 5,
} as const;
