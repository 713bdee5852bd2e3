import { z } from "zod";

/** What is read of the Management API's documents, as they arrive. Other members are left out. */

/** A member that says more, but that nothing depends on: of another form it counts as absent. */
function extra<Schema extends z.ZodType>(schema: Schema) {
  return schema.optional().catch(undefined);
}

const secret = z.object({ name: z.string(), updated_at: z.string() });

export const actionVersionDocument = z.object({
  id: z.string(),
  number: z.number(),
  code: z.string(),
  deployed: z.boolean().nullish(),
  created_at: z.string(),
  built_at: z.string().nullish(),
  runtime: z.string(),
  dependencies: z.array(z.object({ name: z.string(), version: z.string() })).nullish(),
  secrets: z.array(secret).nullish(),
});

export const actionDocument = z.object({
  id: z.string(),
  name: z.string(),
  code: z.string().nullish(),
  status: z.string(),
  all_changes_deployed: z.boolean().nullish(),
  updated_at: z.string(),
  secrets: z.array(secret).nullish(),
  supported_triggers: z.array(z.object({ id: z.string() })).nullish(),
  deployed_version: actionVersionDocument.nullish(),
});

export const versionsDocument = z.object({ versions: z.array(z.object({ number: z.number() })) });

export const bindingDocument = z.object({
  action: z.object({ id: z.string(), name: z.string() }),
  display_name: z.string(),
});

export const triggersDocument = z.object({
  triggers: z.array(z.object({ id: z.string(), version: z.string(), runtimes: z.array(z.string()).nullish() })),
});

export const tenantSettingsDocument = z.object({
  customize_mfa_in_postlogin_action: z.boolean().nullish(),
  phone_consolidated_experience: z.boolean().nullish(),
  flags: z.record(z.string(), z.unknown()).nullish(),
});

export const policiesDocument = z.array(z.string());
export const factorsDocument = z.array(z.object({ name: z.string(), enabled: z.boolean() }));
export const messageTypesDocument = z.object({ message_types: z.array(z.string()) });
export const selectedProviderDocument = z.object({ provider: z.string() });
export const riskSettingsDocument = z.object({ enabled: z.boolean().nullish() });

export const phoneProvidersDocument = z.object({
  providers: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      disabled: z.boolean().nullish(),
      configuration: z.object({ delivery_methods: z.array(z.string()).nullish() }).nullish(),
    }),
  ),
});

export const logStreamDocument = z.object({
  id: z.string(),
  name: z.string(),
  type: z.string(),
  status: z.string(),
  sink: extra(z.object({ httpEndpoint: extra(z.string()), httpContentFormat: extra(z.string()) })),
  filters: z.array(z.object({ name: z.string() })).nullish(),
  pii_config: z.object({ log_fields: z.array(z.string()).nullish() }).nullish(),
});

export const applicationDocument = z.object({
  client_id: z.string(),
  name: z.string(),
  grant_types: z.array(z.string()).nullish(),
});

export const lookupClientDocument = z.object({
  name: z.string(),
  grant_types: z.array(z.string()).nullish(),
  client_authentication_methods: z
    .object({ private_key_jwt: z.object({ credentials: z.array(z.object({ id: z.string() })) }).nullish() })
    .nullish(),
});

export const credentialDocument = z.object({ id: z.string(), kid: z.string() });
export const clientGrantDocument = z.object({ audience: z.string(), scope: z.array(z.string()).nullish() });

const numbered = extra(z.object({ phone_number: extra(z.string()), type: extra(z.string()) }));
const said = extra(z.object({ name: extra(z.string()), message: extra(z.string()) }));

/** An entry of the tenant log. What `details` has differs by type. */
export const logEntryDocument = z.object({
  log_id: z.string(),
  /** ISO 8601. */
  date: z.string(),
  type: z.string(),
  description: extra(z.string()),
  client_id: extra(z.string()),
  client_name: extra(z.string()),
  connection: extra(z.string()),
  user_id: extra(z.string()),
  user_name: extra(z.string()),
  user_agent: extra(z.string()),
  ip: extra(z.string()),
  details: extra(
    z.object({
      to: extra(z.string()),
      authenticator: numbered,
      enrollment: numbered,
      body: numbered,
      action_name: extra(z.string()),
      action_error: said,
      error_class: extra(z.string()),
      trigger_id: extra(z.string()),
      notification_type: extra(z.string()),
      delivery_method: extra(z.string()),
      email_type: extra(z.string()),
      error: extra(z.string()),
      provider_error: said,
      failure_details: said,
      request: extra(
        z.object({
          path: extra(z.string()),
          userAgent: extra(z.string()),
          auth: extra(
            z.object({
              user: extra(z.object({ name: extra(z.string()), email: extra(z.string()), user_id: extra(z.string()) })),
            }),
          ),
        }),
      ),
      response: extra(z.object({ body: extra(z.object({ id: extra(z.string()) })) })),
    }),
  ),
});

/** One version of an Action as Auth0 has it. */
export interface LiveVersion {
  id: string;
  number: number;
  code: string;
  /** `true` once it runs. */
  deployed: boolean;
  /** ISO 8601. */
  createdAt: string;
  /** ISO 8601; `undefined` while it is not built. */
  builtAt: string | undefined;
  runtime: string;
  dependencies: { name: string; version: string }[];
  /** Names and the times of their last change (ISO 8601); values never leave Auth0. */
  secrets: { name: string; updatedAt: string }[];
}

/** An Action as Auth0 has it: the draft, and what runs. */
export interface LiveAction {
  id: string;
  name: string;
  /** What it is for, e.g. `post-login`. */
  trigger: string;
  /** Code of the draft, which may not be what runs. */
  code: string;
  /** Of the draft's build: `pending`, `building`, `packaged`, `built`, `retrying` or `failed`. */
  status: string;
  allChangesDeployed: boolean;
  /** ISO 8601. */
  updatedAt: string;
  secrets: { name: string; updatedAt: string }[];
  /** What runs; `undefined` before the first deploy. */
  deployed: LiveVersion | undefined;
}

/** An Action on a trigger. */
export interface BoundAction extends Pick<LiveAction, "id" | "name"> {
  /** As the trigger shows it, which may be another name than the Action's. */
  displayName: string;
}
