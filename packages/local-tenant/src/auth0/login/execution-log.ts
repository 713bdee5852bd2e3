import type { FailedAction } from "../../pipeline/types";
import type { Transaction } from "./transaction";

/** The details of an `actions_execution_failed`. */
export function failedExecution(
  failed: FailedAction,
  trigger: "post-login" | "custom-phone-provider" | "password-reset-post-challenge",
  { services, executionId }: Transaction,
) {
  const bindings = services.tenant.bindings.list(trigger);
  return {
    trigger_id: trigger,
    execution_id: executionId,
    action_id: failed.id,
    action_name: failed.name,
    version_id: failed.versionId,
    binding_id: bindings.find(({ actionId }) => actionId === failed.id)?.id ?? "",
    error_class: `action_${failed.kind}`,
    action_error: { code: "", ...failed.error },
  };
}
