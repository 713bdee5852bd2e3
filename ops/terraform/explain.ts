import { UserError } from "../../stacks/errors";
import { exitCodes } from "../support/exit-codes";
import { backendCredentialsMissing } from "./backend-credentials";
import { newerTerraform } from "./errors";
import { PlanRefused } from "./plan-refused";

/**
 * Terraform's words for a failure, and what they mean where we know.
 * @param name the tenant's.
 */
export function explained(command: string, said: string, name: string): UserError {
  const words = said.trim();
  const withoutCredentials = backendCredentialsMissing(words);
  if (withoutCredentials) return withoutCredentials;
  if (/^[│ ]*Who:[ \t]+\S/m.test(words) && isLockFailure(words)) return stateLocked(words, name);
  const advice = adviceFor(words, name);
  return new UserError(`terraform ${command} failed for ${name}:\n\n${words}${advice ? `\n\n${advice}` : ""}`);
}

/** Whether Terraform could not take the state's lock: somebody holds it, or it can't be written. */
export function isLockFailure(said: string): boolean {
  return /Error acquiring the state lock/.test(said);
}

/** What to do about an error of the provider's; `undefined` where its own words have to do. */
export function adviceFor(said: string, name: string): string | undefined {
  const known = isLockFailure(said) ? lockAdvices : advices;
  return known.find(([pattern]) => pattern.test(said))?.[1](name);
}

/** The lock is an object or a file beside the state. None of these errors means that somebody else holds it. */
const lockAdvices: [RegExp, (name: string) => string][] = [
  [
    /no space left on device|disk quota exceeded/i,
    () =>
      "The disk is full, so the state's lock can't be written. Make room, then run this again. Nothing was changed.",
  ],
  [
    /AccessDenied|Access ?Denied|Forbidden|Unauthorized|AuthorizationFailed|AuthorizationPermissionMismatch|permission denied|read-only file system|status code:? 40[13]|ExpiredToken|InvalidAccessKeyId|SignatureDoesNotMatch/i,
    (name) =>
      `The credentials of the backend may not write the state's lock, or have expired. Check what they allow on the lock beside\nthe state (${name}.backend in tenants.ts): create, read and delete. Nothing was changed.`,
  ],
  [
    /no such host|connection re(fused|set)|i\/o timeout|deadline exceeded|network is unreachable|no route to host|TLS handshake|x509:|dial tcp|\bEOF\b/i,
    (name) =>
      `The backend can't be reached. Check ${name}.backend in tenants.ts and the network, then run this again. Nothing was changed.`,
  ],
  [
    /resource temporarily unavailable|HTTP remote state already locked|already locked|423|409/i,
    () =>
      "Somebody holds the lock, and the backend does not say who. Run this again in a while; if the lock stays, look at it\nin the backend. Nothing was changed.",
  ],
  [
    /()/,
    () =>
      "The state's lock could not be taken, for the reason above. Fix that, then run this again. Nothing was changed.",
  ],
];

const advices: [RegExp, (name: string) => string][] = [
  // First: a wait that is cut short ends with the words of one that took too long as well.
  [/execution halted/, () => "It was interrupted. Terraform kept what was done."],
  [
    /the provider was ended/,
    () =>
      "It was interrupted. Terraform kept what was done, except what its provider was working on: an Action that it was creating may\n" +
      "be in the tenant without being in the state.",
  ],
  [
    /failed to build/,
    () =>
      "Auth0 could not build that Action. The usual reason is a package version that does not exist.\n" +
      "The dashboard shows the build's log (Actions, Library, the Action). What ran before still runs.",
  ],
  [
    /never reached (built|deployed) state/,
    () => "Auth0 took longer than the provider waits. Run this again: it resumes from here.",
  ],
  [
    /Unmanaged Action Secret/,
    () => "Somebody added that secret in the dashboard. Remove it there, or it blocks every change.",
  ],
  [
    /403 Forbidden|insufficient[_ ]scope/i,
    (name) => `The application lacks a scope. npm run preflight -- ${name} names those that are missing.`,
  ],
  [
    /401 Unauthorized/,
    (name) => `The credentials do not work for that tenant. npm run preflight -- ${name} says more.`,
  ],
  [/429 Too Many Requests/, () => "Auth0's rate limit is used up. Wait a minute, then run this again."],
  [/Unsupported Terraform Core version/, () => newerTerraform],
  [
    /x509: certificate/,
    () =>
      "The certificate is from an authority that is not trusted here. Set SSL_CERT_FILE to a file with its root certificates.",
  ],
];

function stateLocked(words: string, name: string): UserError {
  const said = (field: string) => new RegExp(`^[│ ]*${field}:[ \\t]+(\\S.*)$`, "m").exec(words)?.[1]?.trim();
  const [who, since, id] = [said("Who"), said("Created"), said("ID")];
  const holder = who ? `${who} since ${since?.replace(/\.\d+/, "") ?? "an unknown time"}` : "somebody";
  const unlock = id
    ? `\nIf that process is gone for good, release its lock: npm run synth, then in cdktf.out/stacks/${name}\n  terraform init && terraform force-unlock ${id}`
    : "";
  return new UserError(
    `${name} is being changed right now by ${holder}; two at once would overwrite each other's state. Nothing was changed.\n` +
      `Run this again when that has ended.${unlock}`,
  );
}

export function planStale(name: string): PlanRefused {
  return new PlanRefused(
    `The plan of ${name} is out of date: the state has changed since it was made. Nothing of it was applied.`,
    exitCodes.failed,
  );
}
