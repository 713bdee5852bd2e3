import { randomUUID } from "node:crypto";
import type { Clock } from "../../support/clock";
import type { ActionStore } from "./actions";
import type { Action, Binding } from "./entities";
import { PlatformError } from "./errors";
import { bindingLimit } from "./limits";
import { triggerById } from "./triggers";

/** One wanted entry of a trigger's list. `displayName` undefined means the Action's name. */
export interface BindingInput {
  ref: { type: "action_id" | "action_name" | "binding_id"; value: string };
  displayName?: string;
}

/** Which Actions each trigger runs, in order. */
export class BindingStore {
  readonly #byTrigger = new Map<string, readonly Binding[]>();

  constructor(
    private readonly clock: Clock,
    private readonly actions: () => ActionStore,
  ) {}

  /** The trigger's bindings in the order they run. @throws PlatformError 404 for no such trigger. */
  list(trigger: string): readonly Binding[] {
    triggerById(trigger);
    return this.#byTrigger.get(trigger) ?? [];
  }

  /**
   * Replaces the trigger's whole list; every binding gets a new id.
   * @throws PlatformError 400 for an Action that is missing, of another trigger or never deployed, beyond the limit,
   * and for an Action that is there twice (what the platform makes of that is not documented).
   */
  replace(trigger: string, inputs: readonly BindingInput[]): readonly Binding[] {
    this.#checkBindable(trigger);
    if (inputs.length > bindingLimit(trigger)) {
      throw new PlatformError(400, `The trigger ${trigger} can have at most ${bindingLimit(trigger)} bindings.`);
    }
    const now = this.clock.now();
    const bindings = inputs.map((input): Binding => {
      const action = this.#resolve(trigger, input.ref);
      const displayName = input.displayName ?? action.name;
      return { id: randomUUID(), trigger, actionId: action.id, displayName, createdAt: now };
    });
    const ids = bindings.map(({ actionId }) => actionId);
    const repeated = bindings.find(({ actionId }, index) => ids.indexOf(actionId) !== index);
    if (repeated) throw new PlatformError(400, `The action ${repeated.displayName} is bound twice.`);
    this.#byTrigger.set(trigger, bindings);
    return bindings;
  }

  /** Adds an Action at the end of the list of its own trigger, as a user does in the dashboard. */
  append(actionId: string, displayName?: string): readonly Binding[] {
    const trigger = this.actions().get(actionId).trigger.id;
    const kept = this.list(trigger).map(
      (binding): BindingInput => ({ ref: { type: "binding_id", value: binding.id }, displayName: binding.displayName }),
    );
    return this.replace(trigger, [...kept, { ref: { type: "action_id", value: actionId }, displayName }]);
  }

  isBound(actionId: string): boolean {
    return [...this.#byTrigger.values()].some((list) => list.some((binding) => binding.actionId === actionId));
  }

  /** Removes an Action from every list that contains it. */
  unbind(actionId: string): void {
    for (const [trigger, list] of this.#byTrigger) {
      this.#byTrigger.set(
        trigger,
        list.filter((binding) => binding.actionId !== actionId),
      );
    }
  }

  #resolve(trigger: string, ref: BindingInput["ref"]): Action {
    const actions = this.actions();
    const action = this.#find(trigger, ref);
    if (!action) throw new PlatformError(400, `The binding refers to an action that does not exist: ${ref.value}`);
    if (action.trigger.id !== trigger) {
      throw new PlatformError(400, `The action ${action.name} does not support the trigger ${trigger}.`);
    }
    if (!actions.liveVersion(action)) {
      throw new PlatformError(400, "Trying to create a binding for an action that has not been deployed.");
    }
    return action;
  }

  #find(trigger: string, ref: BindingInput["ref"]): Action | undefined {
    const actions = this.actions();
    if (ref.type === "action_name") return actions.list({ name: ref.value, trigger })[0];
    const id =
      ref.type === "action_id" ? ref.value : this.list(trigger).find((binding) => binding.id === ref.value)?.actionId;
    return actions.list().find((action) => action.id === id);
  }

  #checkBindable(trigger: string): void {
    if (triggerById(trigger).bindingPolicy === "entity-bound") {
      throw new PlatformError(400, "cannot list action bindings for an entity-bound trigger");
    }
  }
}
