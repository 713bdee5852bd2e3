/**
 * A mistake that the user can fix, as opposed to a bug of ours. The message says what happened, where, and how to fix
 * it; whoever runs the program prints the message alone and ends with `exitCode`.
 */
export class UserError extends Error {
  readonly isUserError = true;

  constructor(
    message: string,
    readonly exitCode = 1,
  ) {
    super(message);
    this.name = "UserError";
  }
}

/** One line for each thing wrong in `tenants.ts`. */
export function invalidTenants(problems: string[]): UserError {
  return new UserError(`tenants.ts is not valid:\n${problems.map((problem) => `  - ${problem}`).join("\n")}`, 3);
}

export function placeholderTenant(tenant: string, domain: string): UserError {
  return new UserError(
    `Tenant "${tenant}" still has the placeholder domain ${domain}, so there is nothing to deploy to.\n` +
      `Write your tenant's domain into tenants.ts (${tenant}.domain).`,
  );
}

/** @param sources those that were built together; `problems` name the one that is wrong. */
export function actionNotBuilt(sources: string[], problems: string[]): UserError {
  const what = sources.length === 1 ? sources[0] : "The Actions";
  return new UserError(`${what} can't be built:\n${problems.map((problem) => `  ${problem}`).join("\n")}`);
}

export function actionSourceMissing(source: string): UserError {
  return new UserError(`${source} does not exist, so there is no Action to build.\nCreate it, or correct the name.`);
}

export function actionImportsUnavailable(source: string, imported: string, importer: string): UserError {
  return new UserError(
    `${source} imports "${imported}" (in ${importer}), which Auth0 can't load: it is neither part of Node nor a declared dependency of this Action.\n` +
      `Declare it in stacks/actions.ts, or remove the import.`,
  );
}

export function actionDoesNotLoad(source: string, reason: string): UserError {
  return new UserError(
    `${source} is built, but does not load: ${reason}.\n` +
      "Auth0 keeps such an error and fails every login with it. Move what can fail into the handler.",
  );
}

export function actionWithoutHandler(source: string, trigger: string, handler: string, exported: string[]): UserError {
  const found = exported.length > 0 ? `It exports ${exported.join(", ")}.` : "It exports nothing.";
  return new UserError(
    `${source} has no handler for the ${trigger} trigger. ${found}\nExport it: \`export const ${handler} = async (event, api) => { … }\`.`,
  );
}

export function actionHandlerNotAsync(source: string, handler: string): UserError {
  return new UserError(
    `${source} exports an ${handler} that is not an async function; Auth0 refuses anything else.\n` +
      `Write \`export const ${handler} = async (event, api) => { … }\`.`,
  );
}

export function actionTextNotNormal(source: string): UserError {
  return new UserError(
    `${source} holds characters that Terraform changes on the way (it normalises text to Unicode's NFC form).\n` +
      "Write them as \\u escapes.",
  );
}

export function actionTooLarge(source: string, bytes: number, limit: number): UserError {
  return new UserError(
    `${source} is ${bytes} bytes when built; Auth0 takes ${limit} at most.\n` +
      "Declare the large package as a dependency of the Action instead of bundling it.",
  );
}

export function dependencyNotPinned(name: string, version: string | undefined): UserError {
  return new UserError(
    `package.json has ${version ? `"${name}": "${version}"` : `no "${name}"`} under dependencies, but the Actions need one exact version of it.\n` +
      `Write a version without ^ or ~, for instance by \`npm install --save-exact ${name}\`.`,
  );
}
