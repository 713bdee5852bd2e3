import { z } from "zod";

const bindingOf = <T extends string>(type: T) =>
  z.strictObject({
    ref: z.strictObject({ type: z.literal(type), value: z.string().min(1) }),
    display_name: z.string().min(1).optional(),
  });

/** PATCH /actions/triggers/{id}/bindings */
export const bindingsBody = z.strictObject({
  bindings: z.array(z.union([bindingOf("action_id"), bindingOf("action_name"), bindingOf("binding_id")])),
});
