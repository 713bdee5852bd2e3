import type { z } from "zod";
import { UserError } from "../../stacks/errors";

/**
 * The answer to a call, as far as the schema names it.
 * @param call e.g. `GET https://acme.eu.auth0.com/api/v2/tenants/settings`.
 * @throws UserError when it is of another form.
 */
export function expectedDocument<Document>(call: string, schema: z.ZodType<Document>, answer: unknown): Document {
  const { success, data, error } = schema.safeParse(answer);
  if (success) return data;
  const [issue] = error.issues;
  throw new UserError(
    `${call} answered with a document of an unknown form: ${issue?.path.join(".") || "the document"}: ${issue?.message}.\n` +
      "Check that the domain in tenants.ts is the tenant's, and that no proxy in between rewrites its answers.",
  );
}
