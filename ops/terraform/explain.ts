import { UserError } from "../../stacks/errors";
import { exitCodes } from "../support/exit-codes";
import { backendCredentialsMissing } from "./backend-credentials";
import { newerTerraform } from "./errors";
import { type FailureReason, failureReason, type StateLocked } from "./failure-reason";
import { PlanRefused } from "./plan-refused";

/**
 * Terraform's words for a failure, what they mean where we know, and that the same is to be run again.
 * @param name the tenant's.
 */
export function explained(command: string, said: string, name: string): UserError {
  const words = said.trim();
  const withoutCredentials = backendCredentialsMissing(words);
  if (withoutCredentials) return withoutCredentials;
  const reason = failureReason(words);
  if (reason?.kind === "state-locked") return stateLocked(reason, name);
  const advice = reason && [adviceOn(reason.kind, name), again[reason.kind]].filter(Boolean).join(" ");
  return new UserError(`terraform ${command} failed for ${name}:\n\n${words}${advice ? `\n\n${advice}` : ""}`);
}

/** Terraform's errors of an apply, and what they mean where we know. What to run next is the verb's to say. */
export function withAdvice(errors: string, name: string): string {
  const reason = failureReason(errors);
  if (reason === undefined || reason.kind === "state-locked") return errors;
  return `${errors}\n\n${adviceOn(reason.kind, name)}`;
}

type Explained = Exclude<FailureReason, StateLocked>["kind"];

/** For whoever is told of no next command. */
const again: Partial<Record<Explained, string>> = {
  "build-slow": "Run this again: it resumes from here.",
  "disk-full": "Then run this again.",
  "rate-limited": "Then run this again.",
};

const leftOver =
  "An Action that was being created may be in the tenant without being in the state; the next deploy then says how to take it over.";

function adviceOn(reason: Explained, name: string): string {
  switch (reason) {
    case "lock-disk-full":
      return "The disk is full, so the state's lock can't be written. Make room, then run this again. Nothing was changed.";
    case "lock-refused":
      return `The credentials of the backend may not write the state's lock, or have expired. Check what they allow on the lock beside\nthe state (${name}.backend in tenants.ts): create, read and delete. Nothing was changed.`;
    case "lock-unreachable":
      return `The backend can't be reached. Check ${name}.backend in tenants.ts and the network, then run this again. Nothing was changed.`;
    case "lock-held":
      return "Somebody holds the lock, and the backend does not say who. Run this again in a while; if the lock stays, look at it\nin the backend. Nothing was changed.";
    case "lock-unknown":
      return "The state's lock could not be taken, for the reason above. Fix that, then run this again. Nothing was changed.";
    case "disk-full":
      return "The disk with that file is full. Make room.";
    case "interrupted":
      return "It was interrupted. Terraform kept what was done.";
    case "provider-ended":
      return `It was interrupted. Terraform kept what was done, except what its provider was working on.\n${leftOver}`;
    case "request-cancelled":
      return `It was interrupted. Terraform kept what was done, except where a request was cut off before its answer came.\n${leftOver}`;
    case "answer-lost":
      return `The answer to a request was lost.\n${leftOver}`;
    case "build-failed":
      return "Auth0 could not build that Action. The usual reason is a package version that does not exist.\nThe dashboard shows the build's log (Actions, Library, the Action). What ran before still runs.";
    case "build-slow":
      return "Auth0 took longer than the provider waits.";
    case "unmanaged-secret":
      return "Somebody added that secret in the dashboard. Remove it there, or it blocks every change.";
    case "scope-missing":
      return `The application lacks a scope. npm run preflight -- ${name} names those that are missing.`;
    case "credentials-refused":
      return `The credentials do not work for that tenant. npm run preflight -- ${name} says more.`;
    case "rate-limited":
      return "Auth0's rate limit is used up. Wait a minute.";
    case "terraform-too-old":
      return newerTerraform;
    case "certificate-untrusted":
      return "The certificate is from an authority that is not trusted here. Set SSL_CERT_FILE to a file with its root certificates.";
  }
}

function stateLocked({ who, since, id }: StateLocked, name: string): UserError {
  const holder = `${who} since ${since?.replace(/\.\d+/, "") ?? "an unknown time"}`;
  const unlock = id
    ? `\nIf that process is gone for good, release its lock: npm run synth, then in cdktf.out/stacks/${name}\n  terraform init && terraform force-unlock ${id}`
    : "";
  return new UserError(
    `${name} is being changed right now by ${holder}; two at once would overwrite each other's state, so Terraform changed nothing.\n` +
      `Run this again when that has ended.${unlock}`,
  );
}

export function planStale(name: string): PlanRefused {
  return new PlanRefused(
    `The plan of ${name} is out of date: the state has changed since it was made. Nothing of it was applied.`,
    exitCodes.failed,
  );
}
