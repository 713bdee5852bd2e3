import { equal, items, text, type Value, type ValueMap } from "../values";

/** Whether the secrets, or what stands for the write-only ones in state, differ. */
export function secretsChanged(prior: ValueMap, planned: ValueMap): boolean {
  return (
    !equal(prior.secrets, planned.secrets, true) ||
    !equal(prior.secrets_wo, planned.secrets_wo) ||
    (prior.secrets_wo_version ?? null) !== (planned.secrets_wo_version ?? null)
  );
}

function pairs(value: Value | undefined, second: "value" | "version"): object[] {
  return items(value).map((item) => ({ name: item.name, [second]: item[second] }));
}

function runtimeName(runtime: string, trigger: string): string {
  return runtime === "node18" && trigger !== "custom-token-exchange" ? "node18-actions" : runtime;
}

/**
 * Body of POST and PATCH. Dependencies and secrets are in it only when they changed; plain secrets that changed win
 * over write-only ones, so moving from one to the other in a single apply sends an empty list (the real provider does).
 */
export function actionBody(prior: ValueMap, planned: ValueMap, config: ValueMap): Record<string, unknown> {
  const triggers = items(config.supported_triggers).map(({ id, version }) => ({ id, version }));
  const runtime = text(config.runtime);
  const body: Record<string, unknown> = { name: config.name, supported_triggers: triggers, code: config.code };
  if (!equal(prior.dependencies, planned.dependencies, true)) {
    body.dependencies = pairs(config.dependencies, "version");
  }
  if (runtime !== undefined) body.runtime = runtimeName(runtime, String(triggers[0]?.id));
  if (!equal(prior.secrets, planned.secrets, true)) {
    body.secrets = pairs(config.secrets, "value");
  } else if (secretsChanged(prior, planned)) {
    body.secrets = pairs(config.secrets_wo, "value");
  }
  return body;
}
