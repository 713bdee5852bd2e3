import { LocalTenantError } from "../../local-tenant-error";

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
