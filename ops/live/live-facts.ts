import type { z } from "zod";
import { boundActions } from "../auth0/bound-actions";
import type { ManagementClient } from "../auth0/client";
import {
  applicationDocument,
  type BoundAction,
  factorsDocument,
  messageTypesDocument,
  policiesDocument,
  riskSettingsDocument,
  selectedProviderDocument,
  tenantSettingsDocument,
  triggersDocument,
} from "../auth0/entities";
import { type LiveLogStream, liveLogStreams } from "./log-stream";
import { livePhoneProvider } from "./phone-provider";
import type { ScopedReader } from "./scoped-reader";
import { type TenantAction, tenantActions } from "./tenant-actions";

/** How phone codes go out. */
export interface PhoneSetup {
  /** Whether the factor "Phone Message" is on. */
  factor: boolean;
  /** `sms`, `voice`. */
  messageTypes: string[];
  /** The factors that are on, by the platform's names; the phone is `sms`. */
  factors: string[];
}

/** What sends phone codes; `undefined`: nothing. It has an `id` where it is the tenant's, not the MFA factor's. */
export type PhoneProvider = { id?: string; name: string; disabled: boolean } | undefined;

/** What preflight reads of a live tenant. A part is undefined when the credentials may not read it. */
export interface LiveFacts {
  /** On the post-login trigger, in order. */
  bound?: BoundAction[] | undefined;
  /** On the trigger of password resets; read only where the stack has an Action there. */
  boundToResets?: BoundAction[] | undefined;
  actions?: TenantAction[] | undefined;
  /** What Auth0 offers for post-login v3; `[]` when it has no such trigger. */
  runtimes?: string[] | undefined;
  /** "Customize MFA Factors using Actions". */
  customizeMfa?: boolean | undefined;
  /** Whether the Management API shows the numbers of enrolled phones; a tenant without the flag does not say. */
  showsNumbers?: "yes" | "no" | "not-known" | undefined;
  /** Whether MFA sends through the tenant's phone provider. */
  unifiedPhone?: boolean | undefined;
  /** `all-applications` or `confidence-score`; `[]` is "Never". */
  policies?: string[] | undefined;
  /** Whether logins are assessed; read only where that is of interest. */
  riskAssessments?: boolean | undefined;
  phone?: PhoneSetup | undefined;
  /** In a list of one, so that "none" differs from "not read". */
  provider?: [PhoneProvider] | undefined;
  /** Read only where the stack has one. */
  logStreams?: LiveLogStream[] | undefined;
  /** The applications that may use the password grant. */
  passwordClients?: { id: string; name: string }[] | undefined;
}

const PASSWORD_GRANTS = ["password", "http://auth0.com/oauth/grant-type/password-realm"];
const APPLICATIONS =
  "/clients?fields=client_id,name,grant_types&include_fields=true&is_global=false&include_totals=true";

/**
 * Reads everything at the same time. Throws user errors for what is neither an answer nor a missing scope.
 * @param options whether to read risk assessments and log streams, which each take a scope of their own, and password
 * resets
 */
export async function readLiveFacts(
  client: ManagementClient,
  { read }: ScopedReader,
  { risk, logStream, passwordResets }: { risk: boolean; logStream: boolean; passwordResets: boolean },
): Promise<LiveFacts> {
  const settings = read("read:tenant_settings", () => client.get("/tenants/settings", tenantSettingsDocument));
  const [bound, actions, runtimes, policies, phone, provider, passwordClients, tenant, riskAssessments, logStreams] =
    await Promise.all([
      read("read:actions", () => boundActions(client)),
      read("read:actions", () => tenantActions(client)),
      read("read:actions", async () => runtimesIn(await client.get("/actions/triggers", triggersDocument))),
      read("read:mfa_policies", () => client.get("/guardian/policies", policiesDocument)),
      read("read:guardian_factors", () => phoneSetup(client)),
      settings.then((found) => providerOf(client, read, found?.phone_consolidated_experience !== false)),
      read("read:clients", async () =>
        passwordApplications(await client.list(APPLICATIONS, "clients", applicationDocument)),
      ),
      settings,
      risk ? read("read:attack_protection", () => assessesRisk(client)) : undefined,
      logStream ? read("read:log_streams", () => liveLogStreams(client)) : undefined,
    ]);
  const boundToResets = passwordResets
    ? await read("read:actions", () => boundActions(client, "password-reset-post-challenge"))
    : undefined;
  const customizeMfa = tenant && tenant.customize_mfa_in_postlogin_action === true;
  const unifiedPhone = tenant && tenant.phone_consolidated_experience !== false;
  return {
    ...{ bound, boundToResets, actions, runtimes, policies, phone, provider, passwordClients },
    ...{ showsNumbers: tenant && showsNumbers(tenant.flags), customizeMfa, unifiedPhone, riskAssessments, logStreams },
  };
}

function showsNumbers(flags: Record<string, unknown> | null | undefined): LiveFacts["showsNumbers"] {
  const flag = flags?.disable_management_api_sms_obfuscation;
  if (flag === undefined) return "not-known";
  return flag === true ? "yes" : "no";
}

async function assessesRisk(client: ManagementClient): Promise<boolean> {
  return (await client.get("/risk-assessments/settings", riskSettingsDocument)).enabled === true;
}

async function phoneSetup(client: ManagementClient): Promise<PhoneSetup> {
  const [factors, types] = await Promise.all([
    client.get("/guardian/factors", factorsDocument),
    client.get("/guardian/factors/phone/message-types", messageTypesDocument),
  ]);
  const on = factors.filter(({ enabled }) => enabled).map(({ name }) => name);
  return { factor: on.includes("sms"), messageTypes: types.message_types, factors: on };
}

/** A tenant without the unified phone experience keeps the provider with the MFA factor, and refuses to say it with it. */
function providerOf(client: ManagementClient, read: ScopedReader["read"], unified: boolean) {
  if (!unified) {
    return read("read:guardian_factors", async (): Promise<[PhoneProvider]> => {
      const { provider } = await client.get("/guardian/factors/phone/selected-provider", selectedProviderDocument);
      return [{ name: provider, disabled: false }];
    });
  }
  return read("read:phone_providers", async (): Promise<[PhoneProvider]> => {
    return [await livePhoneProvider(client)];
  });
}

function runtimesIn({ triggers }: z.infer<typeof triggersDocument>): string[] {
  const rows = triggers.filter(({ id, version }) => id === "post-login" && version === "v3");
  return rows.flatMap(({ runtimes }) => runtimes ?? []);
}

function passwordApplications(clients: z.infer<typeof applicationDocument>[]) {
  return clients
    .filter(({ grant_types: grants }) => grants?.some((grant) => PASSWORD_GRANTS.includes(grant)))
    .map(({ client_id: id, name }) => ({ id, name }));
}
