import { UserError } from "../../stacks/errors";
import { authorizeTheApplication, managementApiAuthorization, takeTheTenantsApplication } from "../auth0/advice";
import { exitCodes } from "./exit-codes";

export function unknownTenant(verb: string, name: string | undefined, known: string[]): UserError {
  const what = name === undefined ? "Which tenant?" : `tenants.ts has no tenant "${name}".`;
  return new UserError(`${what} It has ${known.join(", ")}: npm run ${verb} -- ${known[0]}`, exitCodes.notReady);
}

export function argumentMissing(verb: string, argument: string, description: string): UserError {
  return new UserError(
    `Which ${argument}? It takes ${description}: npm run ${verb} -- <${argument}>`,
    exitCodes.notReady,
  );
}

/** @param confirmed the command with everything that was asked for, and the yes. */
export function confirmationImpossible(name: string, confirmed: string): UserError {
  return new UserError(
    `There is no terminal to ask on before changing ${name}.\nSay that it may be changed: ${confirmed}`,
    exitCodes.notReady,
  );
}

export function debugWithLog(): UserError {
  return new UserError(
    "AUTH0_DEBUG and Terraform's log (TF_LOG or TF_LOG_PROVIDER) are both on: the provider would write the Actions' secrets into the log.\nUnset one of them.",
    exitCodes.notReady,
  );
}

/** @param variables Terraform's own, which would make it work on something else than the tenant's stack and state. */
export function elsewhere(name: string, variables: string[]): UserError {
  return new UserError(
    `These variables would make Terraform work elsewhere than tenants.ts says, or on something else:\n${variables.map((variable) => `  ${variable}`).join("\n")}\n` +
      `Unset them, in the shell or in .env.${name}. Where the state is, tenants.ts says (${name}.backend).`,
    exitCodes.notReady,
  );
}

export function credentialsMissing(domain: string): UserError {
  return new UserError(
    `There are no credentials for the Management API of ${domain}. Set in the environment one of\n` +
      "  AUTH0_CLIENT_ID and AUTH0_CLIENT_SECRET of a machine-to-machine application\n" +
      "  AUTH0_CLIENT_ID, AUTH0_CLIENT_ASSERTION_PRIVATE_KEY and AUTH0_CLIENT_ASSERTION_SIGNING_ALG\n" +
      "  AUTH0_API_TOKEN",
    exitCodes.notReady,
  );
}

export function secretsMissing(name: string, variables: string[]): UserError {
  const set = variables.map((variable) => `  ${variable}`).join("\n");
  return new UserError(
    `The Actions of ${name} need secrets that are not given. Set in the environment\n${set}`,
    exitCodes.notReady,
  );
}

export function secretsDiffer(name: string, variables: string[]): UserError {
  return new UserError(
    `The environment and .env.${name} set other values for\n${variables.map((variable) => `  ${variable}`).join("\n")}\n` +
      "One of them may be another tenant's, so nothing was sent. Unset them in the environment, or remove them from the file.",
    exitCodes.notReady,
  );
}

/** @param file of a local backend; `undefined` for every other. */
export function stateBroken(file: string | undefined): UserError {
  return new UserError(
    file === undefined
      ? "The state that the backend gives is no JSON document, so nobody can say what was deployed.\nBring an earlier version of it back, as the backend keeps them."
      : `The state in ${file} is no JSON document; its end may be missing.\n` +
          `Look at it, and bring back what was there before the last change: ${file}.backup`,
  );
}

/**
 * @param ours Actions with our names or our code.
 * @param moving what to do where the state is under another name; `undefined` when nothing of the kind was found.
 */
export function stateLost(
  name: string,
  domain: string,
  ours: readonly { id: string; name: string }[],
  moving: string | undefined,
): UserError {
  if (moving !== undefined) {
    const listed = ours.map((action) => `  ${action.name} (${action.id})\n`).join("");
    return new UserError(
      `The state of ${name} holds nothing, but ${domain} has Actions of ours.\n${listed}${moving}\nNothing was changed.`,
    );
  }
  return new UserError(
    `The state of ${name} holds nothing, but ${domain} has Actions of ours. Was the state lost?\n` +
      `${ours.map((action) => `  ${action.name} (${action.id})\n`).join("")}` +
      `Nothing was changed. Check ${name}.backend in tenants.ts and the credentials of the backend. If the tenant had another name in\n` +
      `tenants.ts, its state is still under that one: say where in ${name}.backend. If the state is gone for good, take the Actions over: npm run adopt -- ${name}`,
  );
}

/**
 * @param known ids in Auth0 by Terraform address: what the state holds, and the tenant does not have.
 * @param folder of the stack, where Terraform is ready.
 */
export function stateOfAnother(
  name: string,
  domain: string,
  known: ReadonlyMap<string, string>,
  folder: string,
): UserError {
  const gone = [...known].map(([address, id]) => `  ${address} (${id})\n`).join("");
  return new UserError(
    `${domain} has none of the Actions that the state of ${name} holds. Is it another tenant's state?\n${gone}` +
      `Nothing was changed. Check ${name}.backend in tenants.ts. If it is the right one, and somebody deleted those Actions, let the state\n` +
      "forget them and take over what is there:\n" +
      `  terraform -chdir=${folder} state rm ${[...known.keys()].join(" ")}\n  npm run adopt -- ${name}`,
  );
}

export function localTenantNotRunning(domain: string): UserError {
  return new UserError(
    `The local tenant is not running on ${domain}.\nStart it in another terminal and leave it running: npm start`,
    exitCodes.notReady,
  );
}

/** The credentials in `.cache/sandbox` are missing, or another start's. */
export function localTenantNotOurs(domain: string): UserError {
  return new UserError(
    `The local tenant on ${domain} does not take the credentials in .cache/sandbox: it was started from another folder, or they were removed.\nStop it, then: npm start`,
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
    `${url} can't be reached: ${reason}.\nCheck ${check} and the network; for a certificate of one's own, SSL_CERT_FILE.`,
  );
}

export function rootsUnreadable(file: string, reason: string): UserError {
  return new UserError(
    `SSL_CERT_FILE names ${file}, which can't be read as certificates: ${reason}.\nName a PEM file with the roots to trust, or unset it.`,
    exitCodes.notReady,
  );
}

export function apiRefused(method: string, url: string, status: number, message: string): RefusedError {
  if (status === 401) return tokenRefused(`${method} ${url} answered 401: ${message}`);
  return new RefusedError(`${method} ${url} answered ${status}: ${message}${apiAdvice[status] ?? ""}`, status);
}

const apiAdvice: Readonly<Record<number, string>> = {
  403: "\nGrant the application that scope (Auth0 dashboard: APIs, Auth0 Management API).",
  429: "\nThe rate limit of the Management API is used up. Wait a minute, then run this again.",
};

function tokenRefused(said: string): RefusedError {
  return new RefusedError(
    `${said}\nThe token has expired, or is another tenant's. Set AUTH0_API_TOKEN to a new one of this tenant (Auth0 dashboard: APIs,\n` +
      "Auth0 Management API), or unset it and sign in with AUTH0_CLIENT_ID and its secret.",
    401,
    exitCodes.notReady,
  );
}

/** The tenant's answer to a sign-in. The first line is its own words. */
export function signInRefused(domain: string, url: string, status: number, message: string): RefusedError {
  const said = `POST ${url} answered ${status}: ${message}`;
  if (status === 401) {
    const what = `${domain} does not accept these credentials.`;
    return new RefusedError(`${said}\n${what}\n${takeTheTenantsApplication}`, status, exitCodes.notReady);
  }
  if (status === 403) {
    const what = `${domain} knows the application, but does not let it use the Management API.`;
    const fix = `${managementApiAuthorization}:\n${authorizeTheApplication}`;
    return new RefusedError(`${said}\n${what}\n${fix}`, status, exitCodes.notReady);
  }
  if (status === 429) {
    const what = `The rate limit of ${domain} for sign-ins (/oauth/token) is used up; the credentials were not looked at.`;
    return new RefusedError(`${said}\n${what}\nWait a minute, then run this again.`, status);
  }
  return new RefusedError(said, status);
}

/** @param permission what a restricted key needs for it, e.g. `/twilio/verify/verification-attempt/list`. */
export function twilioRefused(what: string, status: number, message: string, permission: string): RefusedError {
  const advice =
    status === 401
      ? "\nCheck the TF_VAR_TWILIO_… of this tenant: they are not those of one Twilio account, were revoked, or hold a key of another region."
      : status === 403
        ? `\nThe key lacks the permission ${permission}.`
        : "";
  return new RefusedError(`Twilio refused to ${what} (${status}): ${message}${advice}`, status);
}

/** @param expected the host that the credentials are for; empty where none is named. */
export function otherHost(name: string, domain: string, expected: string): UserError {
  const why =
    expected === ""
      ? "EXPECTED_AUTH0_DOMAIN is set to nothing: this environment does not say which host its credentials are for."
      : `tenants.ts names ${domain} for ${name}, but the credentials of this environment are for ${expected}.`;
  return new UserError(
    `${why}\nNothing was sent. If ${domain} is right, set the variable AUTH0_DOMAIN of the GitHub environment to it, or\n` +
      "EXPECTED_AUTH0_DOMAIN where another system runs this.",
    exitCodes.notReady,
  );
}

export function terraformMissing(binary: string, reason: string): UserError {
  return new UserError(
    `${binary} could not be started: ${reason}.\nInstall Terraform 1.11 or newer and put it on the PATH.`,
    exitCodes.notReady,
  );
}

const aboutMirrors =
  "\n\nThe auth0/auth0 provider comes from Terraform's registry. Where that can't be reached, fill a mirror on a machine that\n" +
  "can (`terraform providers mirror <folder>`, in the folder of a synthesised stack), and name it in a file for TF_CLI_CONFIG_FILE:\n" +
  '  provider_installation {\n    filesystem_mirror {\n      path = "<folder>"\n    }\n  }';

const aboutMoving =
  "\n\nThe backend in tenants.ts is another one than this folder's state is in. To move the state there, run once in\n" +
  "cdktf.out/stacks/<tenant>, with the credentials of both: terraform init -migrate-state";

/** What to do about a Terraform that is too old. */
export const newerTerraform =
  "Install Terraform 1.11 or newer and put it on the PATH, or name its binary in TERRAFORM_BINARY_NAME.";

export function initFailed(said: string): UserError {
  const provider = /Failed to (query|install|obtain)[\s\S]*provider/.test(said);
  const moved = /Backend configuration changed/.test(said);
  const old = /Unsupported Terraform Core version/.test(said);
  const advice = `${provider ? aboutMirrors : ""}${moved ? aboutMoving : ""}${old ? `\n\n${newerTerraform}` : ""}`;
  const error = /^[│ ]*Error: (.+)$/m.exec(said)?.[1];
  const words = said.trim().replace(/\n{3,}/g, "\n\n");
  return new UserError(`terraform init could not get ready${error ? `: ${error}` : ""}\n\n${words}${advice}`);
}
