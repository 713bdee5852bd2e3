import { SandboxError } from "../../sandbox-error";

export function stackNotSynthesised(file: string, tenant: string): SandboxError {
  return new SandboxError(
    `There is no ${file}, so the stack "${tenant}" can't be loaded.\nWrite it first: cdktf synth.`,
  );
}

export function expressionNotSupported(where: string, expression: string): SandboxError {
  return new SandboxError(
    `${where} is the expression ${expression}, which only Terraform can evaluate.\n` +
      "Deploy with Terraform, or load what it planned: terraform plan -out=tenant.plan && terraform show -json tenant.plan > plan.json",
  );
}

export function referenceUnknown(where: string, reference: string): SandboxError {
  return new SandboxError(`${where} refers to ${reference}, which is not in the stack.`);
}

export function variableMissing(name: string, where: string): SandboxError {
  return new SandboxError(`${where} needs the variable "${name}", which has no value and no default.`);
}

export function triggerMissing(address: string): SandboxError {
  return new SandboxError(
    `${address} has no supported_triggers, so nothing would run it.\nGive it one, such as post-login.`,
  );
}
