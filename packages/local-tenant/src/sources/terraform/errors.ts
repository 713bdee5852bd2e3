import { LocalTenantError } from "../../support/local-tenant-error";

export function stackNotSynthesised(file: string, tenant: string): LocalTenantError {
  return new LocalTenantError(
    `There is no ${file}, so the stack "${tenant}" can't be loaded.\nWrite it first: cdktf synth.`,
  );
}

export function expressionNotSupported(where: string, expression: string): LocalTenantError {
  return new LocalTenantError(
    `${where} is the expression ${expression}, which only Terraform can evaluate.\n` +
      "Deploy with Terraform, or load what it planned: terraform plan -out=tenant.plan && terraform show -json tenant.plan > plan.json",
  );
}

export function notKnownYet(where: string): LocalTenantError {
  return new LocalTenantError(
    `${where} is not known before Terraform has applied the plan.\n` +
      'Apply it to a local tenant, and load the state: local-tenant --exec "terraform apply -auto-approve && terraform show -json > state.json"',
  );
}

export function referenceUnknown(where: string, reference: string): LocalTenantError {
  return new LocalTenantError(`${where} refers to ${reference}, which is not in the stack.`);
}

export function variableMissing(name: string, where: string): LocalTenantError {
  return new LocalTenantError(`${where} needs the variable "${name}", which has no value and no default.`);
}

export function triggerMissing(address: string): LocalTenantError {
  return new LocalTenantError(
    `${address} has no supported_triggers, so nothing would run it.\nGive it one, such as post-login.`,
  );
}

/** @param where an argument, e.g. `auth0_action.mfa.name`. */
export function resourceNotAsExpected(where: string, problem: string): LocalTenantError {
  return new LocalTenantError(
    `${where} is not as expected: ${problem}.\n` +
      "Correct it, or, where it is an expression, load what Terraform planned: terraform show -json tenant.plan > plan.json",
  );
}

export function formatUnknown(file: string, format: string): LocalTenantError {
  return new LocalTenantError(
    `${file} is what Terraform shows in format ${format}; only formats 0 and 1 can be read.\n` +
      "Show it with an older Terraform, or update the local tenant.",
  );
}
