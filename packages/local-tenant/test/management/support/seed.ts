import { type PhoneProviderBody, parsePhoneProvider } from "../../../src/auth0/management/resources/phone-providers";
import type { Dependency, LogStream, TriggerRef } from "../../../src/auth0/store/entities";
import type { Factor, Policy } from "../../../src/auth0/store/guardian";
import type { LocalTenant } from "../../../src/auth0/tenant";
import type { IdMap } from "./compare";
import { type Exchange, isObject, type Json, type JsonObject } from "./recording";

/** An Action as an answer shows it; inside a binding it lacks what belongs to the draft. */
interface SeenAction {
  id: string;
  name: string;
  supported_triggers: TriggerRef[];
  code?: string;
  runtime?: string;
  dependencies?: Dependency[];
  secrets?: { name: string }[];
  deployed_version?: Omit<SeenAction, "deployed_version"> & { id: string; number: number };
}

function* objectsIn(value: Json | undefined): Generator<JsonObject> {
  if (Array.isArray(value)) for (const item of value) yield* objectsIn(item);
  if (!isObject(value)) return;
  yield value;
  for (const child of Object.values(value)) yield* objectsIn(child);
}

/** Brings the tenant into the state that the recording's first reads show, before its first call. */
export function seed(tenant: LocalTenant, exchange: readonly Exchange[], ids: IdMap): void {
  seedSettings(tenant, exchange);
  seedActions(tenant, exchange, ids);
  seedBindings(tenant, exchange, ids);
  seedPhoneProvider(tenant, exchange, ids);
  seedLogStream(tenant, exchange, ids);
}

/** The answer of the first successful GET of `path`, unless a write to it came before. */
function firstRead(exchange: readonly Exchange[], path: string): Json | undefined {
  const first = exchange.find((call) => call.path === `/api/v2${path}` && call.status < 300);
  return first?.method === "GET" ? first.response : undefined;
}

function seedSettings(tenant: LocalTenant, exchange: readonly Exchange[]): void {
  const settings = firstRead(exchange, "/tenants/settings");
  if (isObject(settings)) {
    const { sandbox_versions_available: _, ...wanted } = settings;
    const absent = Object.keys(tenant.settings.get()).filter((key) => !(key in wanted));
    tenant.settings.patch({ ...wanted, ...Object.fromEntries(absent.map((key) => [key, null])) });
  }
  const prompts = firstRead(exchange, "/prompts");
  if (isObject(prompts)) tenant.prompts.patch(prompts);
  const policies = firstRead(exchange, "/guardian/policies");
  if (policies) tenant.guardian.policies = policies as Policy[];
  const types = firstRead(exchange, "/guardian/factors/phone/message-types");
  if (isObject(types)) tenant.guardian.messageTypes = types.message_types as string[];
  // Enabled factors are read before they are written only where nothing was put into any factor yet.
  const touched = exchange.find((call) => call.path.startsWith("/api/v2/guardian/factors"));
  if (touched?.method !== "GET") return;
  for (const { name, enabled } of (firstRead(exchange, "/guardian/factors") ?? []) as {
    name: Factor;
    enabled: boolean;
  }[]) {
    tenant.guardian.setEnabled(name, enabled);
  }
}

function seedActions(tenant: LocalTenant, exchange: readonly Exchange[], ids: IdMap): void {
  const created = new Set<string>();
  const seen = new Map<string, SeenAction>();
  for (const call of exchange.filter(({ status }) => status < 300)) {
    for (const object of objectsIn(call.response)) {
      if (typeof object.id !== "string" || !("supported_triggers" in object) || !("name" in object)) continue;
      if (call.method === "POST" && call.path.endsWith("/actions/actions")) created.add(object.id);
      if (created.has(object.id)) continue;
      const known = seen.get(object.id);
      // A full view beats the one inside a binding, which has no draft.
      if (!known || (known.code === undefined && "code" in object))
        seen.set(object.id, object as unknown as SeenAction);
    }
  }
  for (const action of [...seen.values()].sort((a, b) => (a.id < b.id ? -1 : 1))) seedAction(tenant, action, ids);
}

function seedAction({ actions }: LocalTenant, seen: SeenAction, ids: IdMap): void {
  const deployed = seen.deployed_version;
  const draft = { ...deployed, ...seen };
  const input = (source: Partial<SeenAction>) => ({
    name: seen.name,
    trigger: seen.supported_triggers[0] as TriggerRef,
    code: source.code ?? "",
    runtime: source.runtime,
    dependencies: source.dependencies,
    secrets: (source.secrets ?? []).map(({ name }) => ({ name, value: `seeded-${name}` })),
  });
  const action = actions.create(input(deployed ?? draft));
  ids.learn(seen.id, action.id);
  for (let number = 1; number <= (deployed?.number ?? 0); number += 1) actions.deploy(action.id);
  const live = actions.liveVersion(action);
  if (deployed && live) ids.learn(deployed.id, live.id);
  const drifted = deployed && JSON.stringify(input(draft)) !== JSON.stringify(input(deployed));
  if (drifted) actions.update(action.id, input(draft));
}

function seedBindings(tenant: LocalTenant, exchange: readonly Exchange[], ids: IdMap): void {
  for (const trigger of ["post-login", "custom-phone-provider"]) {
    const list = firstRead(exchange, `/actions/triggers/${trigger}/bindings`);
    if (!isObject(list)) continue;
    const bindings = list.bindings as { id: string; display_name: string; action: { id: string } }[];
    const bound = tenant.bindings.replace(
      trigger,
      bindings.map(({ action, display_name: displayName }) => ({
        ref: { type: "action_id" as const, value: ids.localise(action.id) },
        displayName,
      })),
    );
    bindings.forEach(({ id }, index) => {
      const local = bound[index];
      if (local) ids.learn(id, local.id);
    });
  }
}

function seedPhoneProvider(tenant: LocalTenant, exchange: readonly Exchange[], ids: IdMap): void {
  const prefix = "/api/v2/branding/phone/providers";
  const first = exchange.find(({ path, status }) => path.startsWith(prefix) && status < 300);
  if (first?.method !== "GET") return;
  const found = [...objectsIn(first.response)].find(({ id }) => typeof id === "string");
  if (!found) return;
  const { name, disabled, configuration } = found as unknown as PhoneProviderBody;
  const provider = tenant.phoneProvider.create(parsePhoneProvider({ name, disabled, configuration, credentials: {} }));
  ids.learn(String(found.id), provider.id);
}

function seedLogStream(tenant: LocalTenant, exchange: readonly Exchange[], ids: IdMap): void {
  const first = exchange.find(({ path, status }) => path.startsWith("/api/v2/log-streams") && status < 300);
  if (first?.method !== "GET" || !isObject(first.response ?? null)) return;
  const { id, name, type, sink } = first.response as JsonObject;
  const input = { name: String(name), type: type as LogStream["type"], sink: sink as JsonObject };
  const stream = tenant.logStreams.create(input);
  ids.learn(String(id), stream.id);
}
