import { z } from "zod";
import { type ActionKey, actionKeys, actionName, actionSettings, phoneProviders } from "./actions";
import { backendSchema } from "./backend";
import { logStreamSettings } from "./log-stream-settings";
import { tenantSettingsSchema } from "./tenant-settings";

const foreignActions = z
  .array(z.string().min(1, "must be the name of an Action"), "must be a list of names of Actions")
  .default([]);

export const tenantSchema = z.strictObject({
  /** Host, and port where it isn't 443, of the tenant: no scheme, no path. Not a custom domain. */
  domain: z
    .string("must be the tenant's host, for instance your-tenant.eu.auth0.com")
    .regex(
      /^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:\d{1,5})?$/,
      "must be a host without scheme or path, for instance your-tenant.eu.auth0.com",
    )
    .transform((domain) => domain.replace(/:443$/, "")),
  /** How the Actions sign in to Twilio: decides which secrets exist. */
  credentials: z.enum(["auth-token", "api-key"], 'must be "api-key" or "auth-token"'),
  /** Begins the names of our Actions in Auth0; change it where they clash with others. */
  actionNamePrefix: z
    .string()
    .regex(/^\S(.{0,98}\S)?$/, "must be one line of 1 to 100 characters, without spaces at its ends")
    .default("Verify feedback"),
  settings: actionSettings,
  /**
   * Who tells Verify which codes were used: our two feedback Actions, the receiver of the tenant's log stream, or both of
   * them, each code once.
   */
  feedback: z.enum(["actions", "log-stream", "both"], 'must be "actions", "log-stream" or "both"').default("actions"),
  /** The tenant's log stream to the receiver; needed with the feedback `log-stream` and `both`. */
  logStream: logStreamSettings.optional(),
  /** False: our Action that asks for MFA is left out, for tenants whose policy or own Action asks. Only with `log-stream`. */
  mfaChallenge: z.boolean().default(true),
  /**
   * Sends the tenant's phone messages by an Action: `verify` is ours, through Twilio Verify; the key of an Action of your
   * own on that trigger is that one. Absent: who sends them is left alone.
   */
  phoneProvider: z
    .enum(
      [...phoneProviders.keys()],
      `must be ${[...phoneProviders.keys()].map((name) => `"${name}"`).join(" or ")}; leave it out and another phone provider is left alone`,
    )
    .optional(),
  /**
   * Turns the phone provider that the tenant has into ours, whoever made it; a destroy then deletes it. Without this a
   * deploy stops at one that it did not make.
   */
  takeOverPhoneProvider: z.boolean().default(false),
  /**
   * Binds password-reset-feedback, last on the trigger of password resets: it reports the phone codes that open them.
   * Other people's Actions there are left as they are.
   */
  reportPasswordResets: z.boolean().default(false),
  /**
   * Names of other people's Actions that run after passwordless-feedback and before mfa-challenge. They must not pause the
   * login (no challenge, no redirect).
   */
  before: foreignActions,
  /** Names of other people's Actions that run after mfa-feedback. */
  after: foreignActions,
  /** Writes an `import` of the trigger's present binding, so that a plan shows which Actions it would unbind. */
  importBinding: z.boolean().default(false),
  /**
   * Name of the tenant that comes first: `deploy --artefact` takes none that was not deployed there and verified.
   * Absent: none comes first.
   */
  promotesFrom: z.string().optional(),
  /** Settings of the tenant itself that the deploy turns on; {@link tenantSettingsSchema} says what it may contain. */
  tenantSettings: tenantSettingsSchema.prefault({}),
  /** Where the state is; {@link backendSchema} says what it may contain. Absent: a file `.state/<tenant>.tfstate`. */
  backend: backendSchema.optional(),
});

/** What may be written in `tenants.ts`: defaults left out. */
export type TenantConfig = z.input<typeof tenantSchema>;
/** A tenant with its defaults filled in. */
export type Tenant = z.output<typeof tenantSchema>;

/** The names of our Actions in this tenant, in pipeline order. */
export function actionNames(tenant: Tenant): Record<ActionKey, string> {
  const entries = actionKeys.map((key) => [key, actionName(key, tenant.actionNamePrefix)]);
  return Object.fromEntries(entries) as Record<ActionKey, string>;
}

/** The name of the tenant's log stream to the receiver, in Auth0. */
export function logStreamName({ actionNamePrefix }: Pick<Tenant, "actionNamePrefix">): string {
  return `${actionNamePrefix} - log stream`;
}

/** The name of the client that looks up enrolled numbers, in Auth0. */
export function lookupClientName({ actionNamePrefix }: Pick<Tenant, "actionNamePrefix">): string {
  return `${actionNamePrefix} - look-up`;
}

/** True while the domain is the one the repository came with: there is no such tenant to deploy to. */
export function isPlaceholder(tenant: Pick<Tenant, "domain">): boolean {
  return /^your-([a-z]+-)?tenant\./.test(tenant.domain);
}

/** Whether mfa-feedback looks up the enrolled number, for which the tenant has a client of ours. */
export function looksUp({ settings }: Pick<Tenant, "settings">): boolean {
  return settings.mfaFeedback.enrolledNumber === "lookup";
}

/** True when the tenant runs on this machine. */
export function isLoopback(tenant: Pick<Tenant, "domain">): boolean {
  const host = tenant.domain.replace(/:\d+$/, "").toLowerCase();
  return host === "localhost" || host.endsWith(".localhost") || /^127(\.\d{1,3}){3}$/.test(host);
}
