import { LocalTenantError } from "../support/local-tenant-error";

export function actionNotValid(action: string, problems: readonly string[]): LocalTenantError {
  return new LocalTenantError(
    `The Action "${action}" was not loaded; Auth0 would build it and fail every login that runs it:\n${problems.join("\n")}`,
  );
}

export function buildFailed(action: string, problems: readonly string[]): LocalTenantError {
  const reasons = problems.length > 0 ? problems : ["A switch of the control API makes it fail."];
  const fix =
    problems.length > 0 ? "\nInstall it beside the source, or name the folder that has it: --modules <folder>." : "";
  return new LocalTenantError(`The Action "${action}" does not build:\n${reasons.join("\n")}${fix}`);
}

export function actionRefused(action: string, reason: string): LocalTenantError {
  return new LocalTenantError(`The Action "${action}" was not loaded:\n${reason}`);
}

export function bindingRefused(trigger: string, reason: string): LocalTenantError {
  return new LocalTenantError(`The Actions of ${trigger} were not bound:\n${reason}`);
}
