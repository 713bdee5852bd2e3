import type { ActionStore } from "../../store/actions";
import type { Binding } from "../../store/entities";
import { formatBoundAction } from "./action";
import { nanoseconds } from "./time";

export function formatBinding(actions: ActionStore, binding: Binding) {
  return {
    id: binding.id,
    trigger_id: binding.trigger,
    action: formatBoundAction(actions, actions.get(binding.actionId)),
    created_at: nanoseconds(binding.createdAt),
    updated_at: nanoseconds(binding.createdAt),
    display_name: binding.displayName,
  };
}
