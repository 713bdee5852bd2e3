import { z } from "zod";

const common = {
  organization_usage: z.enum(["deny", "allow", "require"]).nullable().optional(),
  allow_any_organization: z.boolean().nullable().optional(),
  authorization_details_types: z.array(z.string().min(1)).optional(),
  scope: z.array(z.string().min(1)).optional(),
  allow_all_scopes: z.boolean().optional(),
};

/** POST /client-grants; defaults for third-party applications are not part of the local tenant. */
export const clientGrantBody = z.strictObject({
  ...common,
  client_id: z.string(),
  audience: z.string().min(1),
  subject_type: z.enum(["client", "user"]).optional(),
});

/** PATCH /client-grants/{id} */
export const clientGrantPatch = z.strictObject({
  ...common,
  scope: common.scope.nullable(),
  allow_all_scopes: common.allow_all_scopes.nullable(),
});

export type ClientGrantBody = z.infer<typeof clientGrantBody>;
export type ClientGrantPatch = z.infer<typeof clientGrantPatch>;
