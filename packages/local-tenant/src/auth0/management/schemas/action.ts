import { z } from "zod";
import type { ActionInput } from "../../store/draft";

const name = z.string().min(1).regex(/\S/, "String is blank");

const shape = {
  name,
  supported_triggers: z.array(z.strictObject({ id: z.string(), version: z.string() })).length(1),
  code: z.string(),
  runtime: z.string(),
  dependencies: z.array(z.strictObject({ name, version: z.string() })),
  secrets: z.array(z.strictObject({ name, value: z.string().optional() })),
};

const body = z.strictObject(shape);

/** POST /actions/actions */
export const actionBody = body.partial({ code: true, runtime: true, dependencies: true, secrets: true });

/** PATCH /actions/actions/{id} */
export const actionPatch = body.partial();

/** POST /actions/actions/{id}/versions/{id}/deploy; the body may be missing. */
export const deployVersionBody = z.strictObject({ update_draft: z.boolean().optional() });

/** Only what the PATCH names. */
export function parseActionPatch(patch: z.infer<typeof actionPatch>): Partial<ActionInput> {
  const { supported_triggers: triggers, ...rest } = patch;
  return { ...rest, ...(triggers?.[0] && { trigger: triggers[0] }) };
}

export function parseAction(input: z.infer<typeof actionBody>): ActionInput {
  const { supported_triggers: triggers, code = "", ...rest } = input;
  const trigger = triggers[0];
  if (!trigger) throw new TypeError("The schema lets no empty supported_triggers through.");
  return { ...rest, code, trigger };
}
