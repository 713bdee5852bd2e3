import type { z } from "zod";
import { UserError } from "../../stacks/errors";

/** What the provider says of one object, by the names of Terraform's schema. Each resource type has its own. */
export type Attributes = Readonly<Record<string, unknown>>;

/**
 * Attributes as far as the schema names them.
 * @param where the object and the document that it is in, e.g. `auth0_action.mfa in the state`.
 * @throws UserError when they are of another form.
 */
export function readAttributes<Schema extends z.ZodType>(
  schema: Schema,
  attributes: Attributes,
  where: string,
): z.output<Schema> {
  const { success, data, error } = schema.safeParse(attributes);
  if (success) return data;
  throw new UserError(
    `${where} is not as expected: ${issueIn(error)}.\n` +
      "Another version of the auth0/auth0 provider may have written it. Use the version in .terraform.lock.hcl, or update this repository.",
  );
}

/** The first thing that does not fit, e.g. `actions.0.id: Invalid input: expected string, received undefined`. */
export function issueIn({ issues: [issue] }: z.ZodError): string {
  const path = issue?.path.join(".");
  return path ? `${path}: ${issue?.message}` : `${issue?.message}`;
}
