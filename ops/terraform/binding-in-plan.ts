import { z } from "zod";
import { type Attributes, readAttributes } from "./attributes";
import type { ResourceChange } from "./plan-document";

/** One Action on a trigger. Absent members are known only after the apply. */
export interface PlannedBinding {
  id?: string | undefined;
  display_name?: string | undefined;
}

const binding = z.looseObject({
  actions: z.array(z.looseObject({ id: z.string().optional(), display_name: z.string().optional() })).nullish(),
});

/**
 * The Actions on a trigger, in order, before and after a plan's change of it; `undefined` where the plan does not say.
 * @throws UserError when the plan has them in an unknown form.
 */
export function bindingIn({ address, before, after }: Pick<ResourceChange, "address" | "before" | "after">): {
  before: PlannedBinding[] | undefined;
  after: PlannedBinding[] | undefined;
} {
  const actionsOf = (attributes: Attributes | undefined) =>
    attributes && (readAttributes(binding, attributes, `${address} in the plan`).actions ?? undefined);
  return { before: actionsOf(before), after: actionsOf(after) };
}
