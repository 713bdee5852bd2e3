/** A mistake that the person who started the sandbox can mend; the message says how. */
export class SandboxError extends Error {
  readonly isUserError = true;

  constructor(
    message: string,
    readonly exitCode = 1,
  ) {
    super(message);
    this.name = "SandboxError";
  }
}

export function portInUse(port: number, what: string): SandboxError {
  return new SandboxError(
    `Port ${port}, for ${what}, is in use by another program; perhaps a sandbox is running already.\n` +
      "Stop that program, or take other ports: npm start -- --port <number> (Verify takes the next one).",
  );
}

export function portNotAllowed(port: number, what: string): SandboxError {
  return new SandboxError(
    `Port ${port}, for ${what}, may not be used by this account.\nTake one above 1023: npm start -- --port <number>.`,
  );
}

export function stackNotSynthesised(file: string, tenant: string): SandboxError {
  return new SandboxError(
    `There is no ${file}, so the stack "${tenant}" can't be loaded.\nWrite it first: npm run synth.`,
  );
}

export function expressionNotSupported(where: string, expression: string): SandboxError {
  return new SandboxError(
    `${where} is the expression ${expression}, which only Terraform can evaluate.\nDeploy with it instead: npm run deploy -- sandbox.`,
  );
}

export function referenceUnknown(where: string, reference: string): SandboxError {
  return new SandboxError(`${where} refers to ${reference}, which is not in the stack.`);
}

export function variableMissing(name: string, where: string): SandboxError {
  return new SandboxError(`${where} needs the variable "${name}", which has no value and no default.`);
}

export function actionNotValid(action: string, problems: readonly string[]): SandboxError {
  return new SandboxError(
    `The Action "${action}" was not loaded; Auth0 would build it and fail every login that runs it:\n${problems.join("\n")}`,
  );
}

export function buildFailed(action: string, problems: readonly string[]): SandboxError {
  const reasons = problems.length > 0 ? problems : ["A switch of the control API makes it fail."];
  return new SandboxError(`The Action "${action}" does not build:\n${reasons.join("\n")}`);
}
