import { type Diagnostic, errorDiagnostic } from "../diagnostics";
import { isUnknown, items, type ValueMap } from "../values";

const RUNTIMES = ["node12", "node16", "node18", "node22"];

/** The real provider's checks of an Action that need no API. */
export function validateAction(config: ValueMap): Diagnostic[] {
  const found: Diagnostic[] = [];
  const { runtime } = config;
  const writeOnly = isUnknown(config.secrets_wo) || items(config.secrets_wo).length > 0;
  const version = (config.secrets_wo_version ?? null) !== null;
  if (typeof runtime === "string" && !RUNTIMES.includes(runtime)) {
    const allowed = RUNTIMES.map((name) => `"${name}"`).join(" ");
    found.push(errorDiagnostic(`expected runtime to be one of [${allowed}], got ${runtime}`, "", "runtime"));
  }
  if (items(config.secrets).length > 0 && writeOnly) {
    found.push(
      errorDiagnostic("Conflicting configuration arguments", '"secrets": conflicts with secrets_wo', "secrets"),
    );
  }
  if (writeOnly !== version) {
    const given = writeOnly ? "secrets_wo" : "secrets_wo_version";
    const both = `"${given}": all of \`secrets_wo,secrets_wo_version\` must be specified`;
    found.push(errorDiagnostic("Missing required argument", both, given));
  }
  items(config.secrets_wo).forEach((secret, index) => {
    if (secret.value !== null) return;
    const path = `secrets_wo.${index}.value`;
    found.push(errorDiagnostic("Missing required argument", `The argument "${path}" is required.`, "secrets_wo"));
  });
  if (items(config.modules).length > 0) {
    found.push(errorDiagnostic("modules are not part of this test double", "", "modules"));
  }
  return found;
}
