import type { Trigger } from "../../store/triggers";

export function formatTrigger(trigger: Trigger) {
  return {
    id: trigger.id,
    version: trigger.version,
    status: "CURRENT",
    runtimes: trigger.runtimes,
    default_runtime: "node22",
    binding_policy: trigger.bindingPolicy,
    compatible_triggers: trigger.compatible,
  };
}
