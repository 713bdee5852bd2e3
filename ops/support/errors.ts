import { UserError } from "../../stacks/errors";
import { exitCodes } from "./exit-codes";

export function secretsMissing(name: string, variables: string[]): UserError {
  const set = variables.map((variable) => `  ${variable}`).join("\n");
  return new UserError(
    `The Actions of ${name} need secrets that are not set. Set in the environment\n${set}`,
    exitCodes.notReady,
  );
}

/** The credentials in `.cache/sandbox` are missing, or another start's. */
export function localTenantNotOurs(domain: string): UserError {
  return new UserError(
    `The local tenant on ${domain} does not accept the credentials in .cache/sandbox: it was started from another folder, or they were removed.\nStop it, then: npm start`,
    exitCodes.notReady,
  );
}

/** An API's refusal. `status` is the HTTP status. */
export class RefusedError extends UserError {
  constructor(
    message: string,
    readonly status: number,
    exitCode?: number,
  ) {
    super(message, exitCode);
  }
}

/** No answer came. */
export class UnreachableError extends UserError {}

/** @param check what to look at first, e.g. `the tenant's domain in tenants.ts`. */
export function unreachable(url: string, reason: string, check: string): UnreachableError {
  return new UnreachableError(
    `${url} can't be reached: ${reason}.\nCheck ${check} and the network. For a private certificate authority, set SSL_CERT_FILE.`,
  );
}

export function rootsUnreadable(file: string, reason: string): UserError {
  return new UserError(
    `SSL_CERT_FILE names ${file}, which can't be read as certificates: ${reason}.\nName a PEM file with the roots to trust, or unset it.`,
    exitCodes.notReady,
  );
}

/** @param expected the host that the credentials are for; empty where none is named. */
export function otherHost(name: string, domain: string, expected: string): UserError {
  const why =
    expected === ""
      ? "EXPECTED_AUTH0_DOMAIN is empty: this environment does not say which host its credentials are for."
      : `tenants.ts names ${domain} for ${name}, but the credentials of this environment are for ${expected}.`;
  return new UserError(
    `${why}\nNothing was sent. If ${domain} is right, set the variable AUTH0_DOMAIN of the GitHub environment to it, or\n` +
      "EXPECTED_AUTH0_DOMAIN where another system runs this.",
    exitCodes.notReady,
  );
}
