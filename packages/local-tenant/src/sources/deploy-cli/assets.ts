import { z } from "zod";
import { FACTORS, type Factor } from "../../auth0/store/guardian";
import { bindableTriggers, TRIGGERS } from "../../auth0/store/triggers";
import { isLoopback } from "../../support/is-loopback";
import { authMethodOf, clientProperties } from "../client-properties";
import { emptyDocument, type SecretDocument, type TenantDocument } from "../document";
import { secretMissing, wrongShape } from "../errors";

/** What auth0-deploy-cli writes for a secret, whose value Auth0 never shows. */
const hidden = "_VALUE_NOT_SHOWN_";
const runtimes = ["node22", "node18", "node18-actions"];

const action = z.object({
  name: z.string().min(1),
  code: z.string().nullish(),
  runtime: z.string().nullish(),
  deployed: z.boolean().nullish(),
  dependencies: z.array(z.object({ name: z.string(), version: z.string().nullish() })).nullish(),
  secrets: z.array(z.object({ name: z.string(), value: z.string().nullish() })).nullish(),
  supported_triggers: z.array(z.object({ id: z.string(), version: z.string().nullish() })).min(1),
  modules: z.array(z.unknown()).nullish(),
});

const assetsSchema = z.looseObject({
  actions: z.array(action).nullish(),
  triggers: z
    .record(z.string(), z.array(z.object({ action_name: z.string(), display_name: z.string().nullish() })).nullish())
    .nullish(),
  guardianFactors: z.array(z.object({ name: z.string(), enabled: z.boolean() })).nullish(),
  guardianPolicies: z.looseObject({ policies: z.array(z.string()).nullish() }).nullish(),
  guardianPhoneFactorMessageTypes: z.looseObject({ message_types: z.array(z.string()).nullish() }).nullish(),
  guardianPhoneFactorSelectedProvider: z.looseObject({ provider: z.string().nullish() }).nullish(),
  phoneProviders: z
    .array(
      z.looseObject({
        name: z.enum(["custom", "twilio"]),
        disabled: z.boolean().nullish(),
        configuration: z.looseObject({ delivery_methods: z.array(z.string()).nullish() }).nullish(),
      }),
    )
    .nullish(),
  logStreams: z
    .array(z.looseObject({ name: z.string(), type: z.string(), sink: z.looseObject({}).nullish() }))
    .nullish(),
  tenant: z.looseObject({}).nullish(),
  clients: z
    .array(
      z.looseObject({
        name: z.string(),
        app_type: z.string().nullish(),
        grant_types: z.array(z.string()).nullish(),
        client_metadata: z.record(z.string(), z.unknown()).nullish(),
      }),
    )
    .nullish(),
});

/** What auth0-deploy-cli exports, under its names, as far as it is read. */
export type Assets = z.input<typeof assetsSchema>;
type ReadAssets = z.output<typeof assetsSchema>;

const read = Object.keys(assetsSchema.shape);

/**
 * An export as a document. `code` gives the text of an Action's file. Throws a `LocalTenantError` that says where the export
 * has not the shape that auth0-deploy-cli gives it.
 */
export function documentOf(given: unknown, source: string, code: (path: string) => string): TenantDocument {
  const { data: assets, error } = assetsSchema.safeParse(given);
  if (!assets) {
    const [issue] = error.issues;
    throw wrongShape(
      source,
      placeIn(given, issue?.path ?? []),
      `is not as auth0-deploy-cli writes it: ${issue?.message}`,
    );
  }
  const notes: string[] = [];
  const actions = actionsOf(assets, code, notes);
  return {
    ...emptyDocument(),
    actions,
    ...bindingsOf(assets, actions, notes),
    guardian: guardianOf(assets),
    phoneProvider: phoneProviderOf(assets, notes),
    logStreams: logStreamsOf(assets, notes),
    settings: assets.tenant ?? {},
    clients: (assets.clients ?? []).map(({ name, app_type, grant_types, token_endpoint_auth_method, ...rest }) => ({
      key: name,
      name,
      appType: app_type ?? undefined,
      grantTypes: grant_types ?? undefined,
      authMethod: authMethodOf(token_endpoint_auth_method),
      properties: clientProperties(rest),
    })),
    skipped: Object.entries(assets).flatMap(([name, value]) => (read.includes(name) || isEmpty(value) ? [] : [name])),
    notes,
  };
}

function actionsOf(
  { actions }: ReadAssets,
  code: (path: string) => string,
  notes: string[],
): TenantDocument["actions"] {
  return (actions ?? []).flatMap(({ name, ...action }) => {
    const [{ id, version }] = action.supported_triggers as [{ id: string; version?: string | null }];
    const trigger = TRIGGERS.find((known) => known.id === id);
    if (!trigger) {
      notes.push(`${name} is not loaded: the local tenant has no trigger ${id}.`);
      return [];
    }
    const retired = action.runtime && !runtimes.includes(action.runtime);
    if (retired) notes.push(`${name} runs as node22: Auth0 has retired ${action.runtime}.`);
    if (action.modules?.length) notes.push(`${name} uses Action modules, which the local tenant doesn't have.`);
    return {
      key: name,
      name,
      code: action.code ? code(action.code) : "",
      trigger: { id, version: version ?? trigger.version },
      runtime: retired ? "node22" : (action.runtime ?? undefined),
      dependencies: (action.dependencies ?? []).map((one) => ({ name: one.name, version: one.version ?? "latest" })),
      secrets: (action.secrets ?? []).map((secret): SecretDocument => {
        const { name: secretName, value } = secret;
        const shown =
          value !== undefined && value !== null && value !== hidden && !/^(##[\w.-]+##|@@[\w.-]+@@)$/.test(value);
        return shown ? { name: secretName, value } : { name: secretName, missing: secretMissing(name, secretName) };
      }),
      deployed: action.deployed ?? true,
    };
  });
}

function bindingsOf({ triggers }: ReadAssets, actions: TenantDocument["actions"], notes: string[]) {
  const named = new Set(actions.map(({ key }) => key));
  const lookups = new Map<string, { key: string; name: string }>();
  const bindings = Object.entries(triggers ?? {}).flatMap(([trigger, entries]) => {
    if (!bindableTriggers.some(({ id }) => id === trigger)) return [];
    const bound = (entries ?? []).flatMap(({ action_name: key, display_name: displayName }) => {
      if (!named.has(key) && trigger !== "post-login") {
        notes.push(`${key} is bound to ${trigger} and not in the export; it is left out.`);
        return [];
      }
      if (!named.has(key)) lookups.set(key, { key, name: key });
      return [{ action: { key }, displayName: displayName ?? undefined }];
    });
    return [{ trigger, actions: bound }];
  });
  return { bindings, lookups: [...lookups.values()] };
}

function guardianOf(assets: ReadAssets): TenantDocument["guardian"] {
  const policies = assets.guardianPolicies?.policies?.filter(
    (policy) => policy === "all-applications" || policy === "confidence-score",
  );
  const messageTypes = assets.guardianPhoneFactorMessageTypes?.message_types;
  const factors = (assets.guardianFactors ?? []).filter(({ name }) => FACTORS.includes(name as Factor));
  return {
    ...(policies && { policies }),
    ...(messageTypes && { messageTypes }),
    factors: Object.fromEntries(factors.map(({ name, enabled }) => [name, enabled])),
  };
}

function phoneProviderOf({ phoneProviders }: ReadAssets, notes: string[]): TenantDocument["phoneProvider"] {
  const [provider] = phoneProviders ?? [];
  if (!provider) return undefined;
  if (provider.name !== "custom") {
    notes.push(`Messages to phones go to the local Verify instead of through the phone provider ${provider.name}.`);
    return undefined;
  }
  return {
    name: provider.name,
    disabled: provider.disabled ?? undefined,
    deliveryMethods: provider.configuration?.delivery_methods ?? [],
  };
}

/** A local tenant's log goes to this machine alone. */
function logStreamsOf({ logStreams }: ReadAssets, notes: string[]): TenantDocument["logStreams"] {
  return (logStreams ?? []).flatMap(({ name, type, sink }) => {
    const endpoint = sink?.httpEndpoint;
    if (type === "http" && typeof endpoint === "string" && isLoopback(endpoint)) {
      return [{ name, type, endpoint, sink: { ...sink } }];
    }
    notes.push(
      `The log stream ${name} is not loaded: it delivers to ${typeof endpoint === "string" ? endpoint : type}.`,
    );
    return [];
  });
}

/** A place in an export, the Action or application by its name. */
function placeIn(given: unknown, path: readonly PropertyKey[]): string {
  const [asset, index, ...rest] = path;
  const entry = (given as Record<PropertyKey, unknown[]>)[asset!]?.[index as number] as { name?: unknown } | undefined;
  const name =
    typeof entry?.name === "string" ? ` ${JSON.stringify(entry.name)}` : index === undefined ? "" : `.${String(index)}`;
  return `${String(asset ?? "it")}${name}${rest.map((part) => `.${String(part)}`).join("")}`;
}

function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined) return true;
  return typeof value === "object" && Object.values(value).every(isEmpty);
}
