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
